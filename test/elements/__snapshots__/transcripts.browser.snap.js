/* @web/test-runner snapshot v1 */
export const snapshots = {};

snapshots["registration: the child, with errors"] = 
`navigation "Steps"
  International Remote Second Opinion
  Language
  combobox "Language", has English
  button "Before you start (done)"
  The child
  Family and doctor
  The medical question
  Records
  Payment and report
  Check and send
form "Access form"
  generic "There are 2 problems", focused
    alert
      heading 2 "There are 2 problems"
      link "The child’s full name: add the name in Latin letters, as in the passport"
      link "Date of birth: the date must be in the past"
  banner
    Step 2 of 7
    heading 1 "About the child"
    We write to you in the language that you choose. Medical records must be in English.
  The child’s full name
  As in the passport or official record, in any script.
  textbox "The child’s full name", has ليلى خالد الهاشمي, required, described: As in the passport or official record, in any script.
  Name in Latin letters
  As in the passport, so that our team can match the records.
  !
  Name in Latin letters: add the name in Latin letters, as in the passport
  textbox "Name in Latin letters", required, needs correction, described: As in the passport, so that our team can match the records. ! Name in Latin letters: add the name in Latin letters, as in the passport
  Date of birth
  If you do not know the day, give the month and year, or the year.
  !
  Date of birth: the date must be in the past
  Month
  combobox "Month", has March, needs correction
  Day
  textbox "Day", has 14, required, needs correction
  Year
  textbox "Year", has 2031, required, needs correction
  Sex in the medical records
  As it is written in the records.
  radio "Female", checked
  Female
  radio "Male", not checked
  Male
  radio "Other", not checked
  Other
  radio "Unknown", not checked
  Unknown
  Where the child lives
  The country is enough.
  Country
  combobox "Country", has United Arab Emirates, required, described: The country is enough.
  DisclosureTriangle "Add the full address"
  DisclosureTriangle "Why we ask : The child"
  heading 2 "More about the child"
  DisclosureTriangle "Nationality, language, weight and height"
  DisclosureTriangle "Why we ask : More about the child"
  contentinfo
    button "Back"
    button "Continue"
    Nothing is stored on this device.
    button "Save for later"
complementary
  region "Your intake team"
    heading 2 "Your intake team"
    link "+1 202 555 0142"
    link "intake@ northbridge.example"
      intake
      @
      northbridge.example
    (open or closed)
    (the time there and here)

Said by itself:
alert: There are 2 problems The child’s full name: add the name in Latin letters, as in the passport Date of birth: the date must be in the past`;
/* end snapshot registration: the child, with errors */

snapshots["records: a refused record and its ways out"] = 
`region "Add the medical records"
  heading 1 "Add the medical records"
  Every page is checked for English here, on your device, before anything is sent. Uploads go on where they stopped, even after a lost connection or a closed page.
  region "What the program asks for"
    heading 2 "What the program asks for"
    Clinical summary
    Needed before you can send
  button "Choose files"
  button "Take a photo"
  or drop files or a folder here
  PDF, Word, photos or scans, up to 5.4 GB each.
  0 of 1 stored
  · 1 record needs you
  progressbar "All records", has 0
  status
    0 of 1 stored. 1 record needs you
  button "See the pages of Laboratorio 2026.pdf"
  Laboratorio 2026.pdf
  6 pages · 1.4 MB · not sent
  3 pages in Spanish
  button "Page 1: in English", described: Page 1: in English
  button "Page 2: in English", described: Page 2: in English
  button "Page 3: in Spanish", described: Page 3: in Spanish
  button "Page 4: in Spanish", described: Page 4: in Spanish
  button "Page 5: in Spanish", described: Page 5: in Spanish
  button "Page 6: in English", described: Page 6: in English
  Pages 1 to 2 and 6 in English.
  Pages 3 to 5 not in English.
  Pages 3 to 5 are in Spanish.
  We can only accept records in English at this time.
  button "Replace it Laboratorio 2026.pdf"
  DisclosureTriangle "Add a translation Laboratorio 2026.pdf"
  DisclosureTriangle "Leave pages out Laboratorio 2026.pdf"
  DisclosureTriangle "I believe this is wrong"
  DisclosureTriangle "Laboratory report · August 2026"
  button "Remove Laboratorio 2026.pdf"

Said by itself:
status: 0 of 1 stored. 1 record needs you`;
/* end snapshot records: a refused record and its ways out */

snapshots["status: what is asked of the family"] = 
`Reference
RSO-7K4M-29QN
heading 1 "Please send: the echo report from September"
Asked on (day) at (time). The review goes on meanwhile. Send it, or say that you do not have it.
button "Answer"
Written report expected
(day) to (day)
7 to 10 business days from (day), when records and fee were both in. Days count in New York.
region "The team asks for"
  heading 2 "The team asks for"
  the echo report from September
  The specialist wants to compare it with the one from October.
  Asked on (day) at (time).
  Please answer by (day).
  The review goes on meanwhile.
  form
    Your answer
    (optional)
    textbox "Your answer (optional)", multiline
    button "Choose files"
    button "Take a photo"
    or drop files or a folder here
    PDF, Word, photos or scans, up to 5.4 GB each.
    button "Send the answer"
    button "I do not have it"
region "What has happened and what comes"
  heading 2 "What has happened and what comes"
  Form received (done)
  (day)
  Records received (done)
  4 records, 12 MB
  (day)
  Read by the intake team (done)
  (day)
  Specialist assigned (done)
  Heart (cardiology)
  (day)
  Records and fee are in (done)
  (day)
  The specialist reads (now)
  now
  Written report (to come)
  You get a notice by e-mail and open it here.
  December 2 – 7
  Time for questions (to come)
region "Messages"
  heading 2 "Messages"
  Global Services intake team
  ·
  (day) · (time)
  We have received everything. Dr. Adeyemi’s team is reading it now.
  You
  ·
  (day) · (time)
  شكراً لكم. هل نحتاج إلى إرسال شيء آخر؟
  form
    Write to the team
    textbox "Write to the team", multiline
    button "Send"
    button "Please call me"
region "Your intake team"
  heading 2 "Your intake team"
  link "+1 202 555 0142"
  link "intake@ northbridge.example"
    intake
    @
    northbridge.example
  (open or closed)
  (the time there and here)
DisclosureTriangle "Withdraw the request"

Said by itself:`;
/* end snapshot status: what is asked of the family */

snapshots["status: the report, ready to be opened"] = 
`Reference
RSO-7K4M-29QN
heading 1 "The report is here"
Open it with a code that we send you by e-mail.
button "Open the report"
region "The written report"
  heading 2 "The written report"
  Signed on (day). English, PDF, 412 kB.
  button "Open the report"
region "What has happened and what comes"
  heading 2 "What has happened and what comes"
  Form received (done)
  (day)
  Records received (done)
  4 records, 12 MB
  (day)
  Read by the intake team (done)
  (day)
  Specialist assigned (done)
  Heart (cardiology)
  (day)
  Records and fee are in (done)
  (day)
  The specialist has signed (done)
  (day)
  Report delivered (done)
  (day)
  Time for questions (now)
  now
region "Messages"
  heading 2 "Messages"
  Global Services intake team
  ·
  (day) · (time)
  We have received everything. Dr. Adeyemi’s team is reading it now.
  You
  ·
  (day) · (time)
  شكراً لكم. هل نحتاج إلى إرسال شيء آخر؟
  form
    Write to the team
    textbox "Write to the team", multiline
    button "Send"
    button "Please call me"
region "Your intake team"
  heading 2 "Your intake team"
  link "+1 202 555 0142"
  link "intake@ northbridge.example"
    intake
    @
    northbridge.example
  (open or closed)
  (the time there and here)

Said by itself:`;
/* end snapshot status: the report, ready to be opened */

