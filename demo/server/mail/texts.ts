/**
 * The words of the mails, plain text. No health data, no name of a child, no address but the page that the family came
 * from (clause 14.1). `{reference}`, `{team}`, `{phone}`, `{page}`, `{link}`, `{code}`, `{program}` are filled in.
 */
export type MailKind =
  | 'email-code'
  | 'report-code'
  | 'referral-received'
  | 'information-request'
  | 'quote-ready'
  | 'imaging-open'
  | 'report-ready'
  | 'link';

export interface MailText {
  readonly subject: string;
  readonly lines: readonly string[];
}

type MailLanguage = 'en' | 'es' | 'ar';

/** Languages that mails are written in; every other falls back to English. */
export const mailLanguages: readonly MailLanguage[] = ['en', 'es', 'ar'];

/** Closing lines of every mail. */
export const signOff: Readonly<Record<MailLanguage, readonly string[]>> = {
  en: ['{team}', '{phone}', 'This message holds no medical information. Please do not send any by e-mail.'],
  es: [
    '{team}',
    '{phone}',
    'Este mensaje no contiene información médica. Por favor, no la envíe por correo electrónico.',
  ],
  ar: ['{team}', '{phone}', 'لا تحتوي هذه الرسالة على معلومات طبية. نرجو عدم إرسالها بالبريد الإلكتروني.'],
};

export const mailTexts: Readonly<Record<MailLanguage, Readonly<Record<MailKind, MailText>>>> = {
  en: {
    'email-code': {
      subject: '{code} is your code',
      lines: [
        'Your code is {code}',
        'Type it on the page where you are applying. It works for ten minutes.',
        'If you did not ask for it, you can ignore this message.',
      ],
    },
    'report-code': {
      subject: '{code} is your code to open the report',
      lines: [
        'Your code is {code}',
        'Type it on the page to open the report. It works for ten minutes.',
        'If you did not ask for it, please call us.',
      ],
    },
    'referral-received': {
      subject: 'We have received your details: {reference}',
      lines: [
        'Your reference is {reference}',
        'Next, please upload the records in English on the same page:',
        '{page}',
        'If you closed it, ask for a link there with this e-mail address.',
      ],
    },
    'information-request': {
      subject: 'We need something more: {reference}',
      lines: [
        'The intake team has asked for more information. What it is stands on the page:',
        '{link}',
        'The link works once, for 30 minutes. After that, ask for a new one on the page.',
      ],
    },
    'quote-ready': {
      subject: 'Your quote is ready: {reference}',
      lines: [
        'The quote for the second opinion is ready. Please look at it on the page:',
        '{link}',
        'The link works once, for 30 minutes. After that, ask for a new one on the page.',
      ],
    },
    'imaging-open': {
      subject: 'You can send the images now: {reference}',
      lines: [
        'The intake team has opened the transfer of images. How to send them stands on the page:',
        '{link}',
        'The link works once, for 30 minutes. After that, ask for a new one on the page.',
      ],
    },
    'report-ready': {
      subject: 'The report is ready: {reference}',
      lines: [
        'The written report is ready. Open it on the page:',
        '{link}',
        'The link works once, for 30 minutes. After that, ask for a new one on the page.',
      ],
    },
    link: {
      subject: 'Your link: {reference}',
      lines: [
        'You asked for a link to go on:',
        '{link}',
        'It works once, for 30 minutes. If you did not ask for it, you can ignore this message.',
      ],
    },
  },
  es: {
    'email-code': {
      subject: '{code} es su código',
      lines: [
        'Su código es {code}',
        'Escríbalo en la página de su solicitud. Sirve durante diez minutos.',
        'Si no lo ha pedido, puede ignorar este mensaje.',
      ],
    },
    'report-code': {
      subject: '{code} es su código para abrir el informe',
      lines: [
        'Su código es {code}',
        'Escríbalo en la página para abrir el informe. Sirve durante diez minutos.',
        'Si no lo ha pedido, llámenos, por favor.',
      ],
    },
    'referral-received': {
      subject: 'Hemos recibido sus datos: {reference}',
      lines: [
        'Su referencia es {reference}',
        'Ahora suba los documentos en inglés en la misma página:',
        '{page}',
        'Si la ha cerrado, pida allí un enlace con esta dirección de correo.',
      ],
    },
    'information-request': {
      subject: 'Necesitamos algo más: {reference}',
      lines: [
        'El equipo de admisión ha pedido más información. En la página se explica cuál:',
        '{link}',
        'El enlace sirve una sola vez, durante 30 minutos. Después, pida otro en la página.',
      ],
    },
    'quote-ready': {
      subject: 'Su presupuesto está listo: {reference}',
      lines: [
        'El presupuesto de la segunda opinión está listo. Véalo en la página:',
        '{link}',
        'El enlace sirve una sola vez, durante 30 minutos. Después, pida otro en la página.',
      ],
    },
    'imaging-open': {
      subject: 'Ya puede enviar las imágenes: {reference}',
      lines: [
        'El equipo de admisión ha abierto el envío de imágenes. En la página se explica cómo:',
        '{link}',
        'El enlace sirve una sola vez, durante 30 minutos. Después, pida otro en la página.',
      ],
    },
    'report-ready': {
      subject: 'El informe está listo: {reference}',
      lines: [
        'El informe escrito está listo. Ábralo en la página:',
        '{link}',
        'El enlace sirve una sola vez, durante 30 minutos. Después, pida otro en la página.',
      ],
    },
    link: {
      subject: 'Su enlace: {reference}',
      lines: [
        'Ha pedido un enlace para continuar:',
        '{link}',
        'Sirve una sola vez, durante 30 minutos. Si no lo ha pedido, puede ignorar este mensaje.',
      ],
    },
  },
  ar: {
    'email-code': {
      subject: '{code} هو رمزك',
      lines: [
        'رمزك هو {code}',
        'اكتبه في صفحة الطلب. الرمز صالح لعشر دقائق.',
        'إذا لم تطلبه فيمكنك تجاهل هذه الرسالة.',
      ],
    },
    'report-code': {
      subject: '{code} هو رمز فتح التقرير',
      lines: [
        'رمزك هو {code}',
        'اكتبه في الصفحة لفتح التقرير. الرمز صالح لعشر دقائق.',
        'إذا لم تطلبه فنرجو الاتصال بنا.',
      ],
    },
    'referral-received': {
      subject: 'استلمنا بياناتك: {reference}',
      lines: [
        'رقمك المرجعي هو {reference}',
        'الخطوة التالية: تحميل السجلات باللغة الإنجليزية في الصفحة نفسها:',
        '{page}',
        'إذا أغلقتها فاطلب رابطًا هناك باستخدام هذا البريد الإلكتروني.',
      ],
    },
    'information-request': {
      subject: 'نحتاج إلى معلومات إضافية: {reference}',
      lines: [
        'طلب فريق الاستقبال معلومات إضافية. تجد التفاصيل في الصفحة:',
        '{link}',
        'الرابط صالح لمرة واحدة ولمدة 30 دقيقة. بعد ذلك اطلب رابطًا جديدًا في الصفحة.',
      ],
    },
    'quote-ready': {
      subject: 'عرض السعر جاهز: {reference}',
      lines: [
        'عرض سعر الرأي الثاني جاهز. يمكنك الاطلاع عليه في الصفحة:',
        '{link}',
        'الرابط صالح لمرة واحدة ولمدة 30 دقيقة. بعد ذلك اطلب رابطًا جديدًا في الصفحة.',
      ],
    },
    'imaging-open': {
      subject: 'يمكنك إرسال الصور الآن: {reference}',
      lines: [
        'فتح فريق الاستقبال إرسال الصور. تجد الطريقة في الصفحة:',
        '{link}',
        'الرابط صالح لمرة واحدة ولمدة 30 دقيقة. بعد ذلك اطلب رابطًا جديدًا في الصفحة.',
      ],
    },
    'report-ready': {
      subject: 'التقرير جاهز: {reference}',
      lines: [
        'التقرير المكتوب جاهز. افتحه في الصفحة:',
        '{link}',
        'الرابط صالح لمرة واحدة ولمدة 30 دقيقة. بعد ذلك اطلب رابطًا جديدًا في الصفحة.',
      ],
    },
    link: {
      subject: 'رابطك: {reference}',
      lines: [
        'طلبت رابطًا للمتابعة:',
        '{link}',
        'الرابط صالح لمرة واحدة ولمدة 30 دقيقة. إذا لم تطلبه فيمكنك تجاهل هذه الرسالة.',
      ],
    },
  },
};
