/** FHIR R4: questionnaires ↔ form definitions, questionnaire responses ↔ answers (issue "custom forms"). */
export { importQuestionnaire, type ImportedQuestionnaire } from './import-questionnaire.ts';
export { exportQuestionnaire, type ExportedQuestionnaire } from './export-questionnaire.ts';
export { fromQuestionnaireResponse, toQuestionnaireResponse, type AnswersOf, type ResponseOf } from './response.ts';
export type { FhirProblem, Questionnaire, QuestionnaireResponse } from './questionnaire.ts';
