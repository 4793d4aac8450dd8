/** Section G: what imaging and pathology there is. The records themselves are no answers (access-form.md 7, G1). */
import type { Section } from '../../protocol/index.ts';
import { optionsOf } from './codes.ts';

export const recordsSections: Section[] = [
  {
    id: 'imaging',
    repeat: { min: 0, max: 50 },
    fields: [
      {
        id: 'modality',
        textKey: 'field.imaging.modality',
        type: 'choice',
        required: true,
        options: optionsOf(['CT', 'MR', 'US', 'ECHO', 'CR', 'DX', 'XA', 'NM', 'PT', 'OT']),
        fhir: 'ImagingStudy.modality',
      },
      {
        id: 'bodyPart',
        textKey: 'field.imaging.bodyPart',
        type: 'text',
        required: true,
        min: 2,
        max: 200,
        fhir: 'ImagingStudy.series.bodySite',
      },
      {
        id: 'date',
        textKey: 'field.imaging.date',
        type: 'partial-date',
        required: true,
        rules: ['past'],
        fhir: 'ImagingStudy.started',
      },
      {
        id: 'medium',
        textKey: 'field.imaging.medium',
        type: 'choice',
        required: true,
        options: optionsOf(['dicom', 'cd', 'film-scan', 'jpeg', 'online-link']),
        help: true,
        fhir: 'ImagingStudy.note',
      },
      { id: 'facility', textKey: 'field.imaging.facility', type: 'text', max: 200, fhir: 'ImagingStudy.location' },
      {
        id: 'reportRecord',
        textKey: 'field.imaging.reportRecord',
        type: 'text',
        max: 80,
        auto: true,
        why: false,
        fhir: 'DocumentReference',
      },
    ],
  },
  {
    id: 'pathology',
    visible: { field: '/clinical/pathologyReview', eq: 'yes' },
    fields: [
      {
        id: 'pathology.material',
        type: 'choices',
        required: true,
        min: 1,
        max: 4,
        options: optionsOf(['stained-slides', 'unstained-slides', 'blocks', 'digital']),
        fhir: 'Specimen.type',
      },
      { id: 'pathology.lab', type: 'text', required: true, min: 1, max: 200, fhir: 'Specimen.collection.collector' },
      { id: 'pathology.count', type: 'text', max: 60, help: true, fhir: 'Specimen.container' },
      { id: 'pathology.blockIds', type: 'text', max: 200, fhir: 'Specimen.accessionIdentifier' },
      {
        id: 'pathology.specimenDate',
        type: 'partial-date',
        rules: ['past', 'since-birth'],
        fhir: 'Specimen.collection.collectedDateTime',
      },
    ],
  },
];
