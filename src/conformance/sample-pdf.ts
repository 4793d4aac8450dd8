/** A small true PDF with a text layer, made by hand so that the kit needs no library. */

const english = [
  'DISCHARGE SUMMARY',
  'The patient is a six year old girl who was admitted with shortness of breath',
  'and fatigue. Echocardiography showed a large ventricular septal defect with a',
  'dilated left ventricle and mild mitral regurgitation. She was treated with',
  'furosemide and enalapril and her symptoms improved over the following week.',
  'Cardiac catheterisation was performed without complication. Pulmonary vascular',
  'resistance was within the normal range. Blood pressure and oxygen saturation',
  'were stable at discharge. We recommend surgical closure and a follow up visit',
  'in the cardiology clinic in four weeks with a repeat chest radiograph.',
];

const spanish = [
  'INFORME DE ALTA',
  'Paciente de seis meses de edad que ingresa por dificultad respiratoria y cansancio.',
  'La ecocardiografia mostro una comunicacion interventricular amplia con dilatacion',
  'del ventriculo izquierdo e insuficiencia mitral leve. Se inicio tratamiento con',
  'furosemida y enalapril y los sintomas mejoraron durante la semana siguiente.',
  'Se realizo cateterismo cardiaco sin complicaciones. La resistencia vascular pulmonar',
  'se encontraba dentro de los limites normales. La tension arterial y la saturacion de',
  'oxigeno permanecieron estables al alta. Se recomienda el cierre quirurgico y una',
  'revision en la consulta de cardiologia dentro de cuatro semanas con una radiografia.',
];

/** One page of English clinical text. */
export const englishPdf = (): Promise<Uint8Array<ArrayBuffer>> => Promise.resolve(pdf(english));
/** One page of Spanish clinical text. */
export const spanishPdf = (): Promise<Uint8Array<ArrayBuffer>> => Promise.resolve(pdf(spanish));
/** A page with nothing on it: no language, so a human looks. */
export const blankPdf = (): Promise<Uint8Array<ArrayBuffer>> => Promise.resolve(pdf([]));

function pdf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const content = `BT /F1 11 Tf 50 780 Td 16 TL\n${lines.map((line) => `(${line}) Tj T*`).join('\n')}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const at = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return at;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  for (const at of offsets) file += `${String(at).padStart(10, '0')} 00000 n \n`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return new TextEncoder().encode(file);
}
