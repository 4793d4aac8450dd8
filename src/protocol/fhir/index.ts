/** FHIR R4: questionnaires ↔ form definitions, questionnaire responses ↔ answers. What is carried: README.md. */
export { type CarriedExtension, carriedExtensions, type CarriedType, carriedTypes } from './carried.ts';
export { type ImportedQuestionnaire, type ImportOptions, importQuestionnaire } from './import-questionnaire.ts';
export { type ExportedQuestionnaire, exportQuestionnaire } from './export-questionnaire.ts';
export { type ReadResponse, fromQuestionnaireResponse } from './read-response.ts';
export { type WrittenResponse, toQuestionnaireResponse } from './write-response.ts';
export type { FhirProblem, Questionnaire, QuestionnaireResponse } from './questionnaire.ts';
