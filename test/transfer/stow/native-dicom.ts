/** A data set in DICOM JSON as DICOM XML (PS3.19 A.1), as servers write it. */
type Attribute = { readonly vr: string; readonly Value?: readonly unknown[] };

const escaped = (text: string): string => text.replace(/[<>&"']/gu, (sign) => `&#${String(sign.codePointAt(0))};`);

function attributes(dataset: object): string {
  return Object.entries(dataset as Readonly<Record<string, Attribute>>)
    .map(([tag, { vr, Value = [] }]) => {
      const inside = Value.map((value, index) =>
        typeof value === 'object' && value !== null
          ? `<Item number="${String(index + 1)}">${attributes(value)}</Item>`
          : `<Value number="${String(index + 1)}">${escaped(String(value))}</Value>`,
      );
      return `<DicomAttribute tag="${tag}" vr="${vr}">${inside.join('')}</DicomAttribute>`;
    })
    .join('\n  ');
}

export const nativeDicom = (dataset: object): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<NativeDicomModel xmlns="http://dicom.nema.org/PS3.19/models/NativeDICOM" xml:space="preserve">
  ${attributes(dataset)}
</NativeDicomModel>
`;
