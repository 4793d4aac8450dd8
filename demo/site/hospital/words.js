// @ts-check
/**
 * @type {Readonly<Record<string, Readonly<Record<string, string>>>>}
 * The hospital page's own words in its other languages; the English ones stand in the page itself.
 */
export const words = {
  es: {
    'page.title': 'Segunda opinión a distancia · Northbridge Children’s Hospital',
    skip: 'Ir al formulario de acceso',
    hospital: 'Hospital Infantil',
    division: 'Servicios Internacionales',
    title: 'Una segunda opinión de nuestros especialistas, esté donde esté',
    lede: 'Los especialistas pediátricos de Northbridge leen los informes y las imágenes de su hijo o hija y le escriben un informe completo. Usted y su familia se quedan en casa.',
    step1: 'Rellene el formulario de acceso',
    'step1.text': 'Sobre su hijo o hija, sus preguntas y su médico. Diez minutos.',
    step2: 'Añada los informes médicos en inglés',
    'step2.text':
      'Comprobamos en su propio dispositivo que cada página está en inglés. Tras la primera revisión, nuestro equipo le envía un enlace para las imágenes.',
    step3: 'Reciba un informe escrito',
    'step3.text':
      'En un plazo de 7 a 10 días hábiles desde que tenemos los informes y el pago, que parte de 1.000 dólares estadounidenses.',
    fallback: 'Nuestro equipo de admisión le ayuda con gusto',
    'fallback.text':
      'Si el formulario no se abre aquí, llámenos o escríbanos. Tomamos sus datos por teléfono en inglés, español o árabe.',
    contact: 'Familias internacionales',
    demo: 'Esto es una demostración: el hospital es inventado. No introduzca aquí datos de un niño o niña real.',
    'label.language': 'Idioma',
    'label.form': 'Formulario de acceso',
  },
  ar: {
    'page.title': 'الرأي الطبي الثاني عن بُعد · مستشفى نورثبريدج للأطفال',
    skip: 'الانتقال إلى نموذج الالتحاق',
    hospital: 'مستشفى الأطفال',
    division: 'الخدمات الدولية',
    title: 'رأي طبي ثانٍ من أطبائنا المختصين، أينما كنتم',
    lede: 'يقرأ أطباء الأطفال المختصون في نورثبريدج سجلات طفلكم وصوره الطبية ويكتبون لكم تقريرًا كاملًا، وأنتم وطفلكم في بيتكم.',
    step1: 'املأوا نموذج الالتحاق',
    'step1.text': 'عن طفلكم وأسئلتكم وطبيبكم. عشر دقائق.',
    step2: 'أضيفوا السجلات الطبية بالإنجليزية',
    'step2.text':
      'نتحقق على جهازكم نفسه من أن كل صفحة مكتوبة بالإنجليزية. ويرسل فريقنا رابطًا لنقل الصور بعد المراجعة الأولى.',
    step3: 'استلموا تقريرًا مكتوبًا',
    'step3.text': 'خلال ٧ إلى ١٠ أيام عمل من استلام السجلات والرسوم التي تبدأ من ١٬٠٠٠ دولار أمريكي.',
    fallback: 'فريق الاستقبال لدينا يسعده أن يساعدكم',
    'fallback.text':
      'إذا لم يُفتح النموذج هنا فاتصلوا بنا أو اكتبوا إلينا. نأخذ بياناتكم بالهاتف بالإنجليزية أو الإسبانية أو العربية.',
    contact: 'العائلات من خارج البلاد',
    demo: 'هذا عرض توضيحي: المستشفى متخيَّل. نرجو ألا تدخلوا هنا بيانات طفل حقيقي.',
    'label.language': 'اللغة',
    'label.form': 'نموذج الالتحاق',
  },
};
