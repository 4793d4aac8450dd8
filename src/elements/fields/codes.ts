/** Codes whose names Intl knows: ISO 3166-1 countries, the languages people are likely to look for. */

/** ISO 3166-1 alpha-2. */
export const countryCodes: readonly string[] =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW'.split(
    ' ',
  );

/** ISO 639 codes of the languages with the most speakers and of every state. */
export const languageCodes: readonly string[] =
  'aa ab ace af ak am ar as ay az ba ban be bem ber bg bho bik bm bn bo br bs bug ca ceb chr ckb co cs cy da de din dv dyo dz ee el en eo es et eu ewo fa ff fi fil fj fo fon fr fy ga gaa gd gl gn gom gu gv ha haw he hi hil hmn ho hr ht hu hy id ig ii ilo is it iu ja jv ka kab kg ki kk kl km kmb kn ko kok kr kri ks ku ky la lb lg li ln lo lt lu lua luo lv mad mag mai mak mal mfe mg mh mi min mk ml mn mni mos mr ms mt my na nd ne new nl nn no nr nso ny nyn oc om or os pa pag pam pap pl ps pt qu rm rn ro ru rw sa sat sc sd se sg shi si sk sl sm sn so sq sr ss st su sv sw ta te tet tg th ti tiv tk tl tn to tpi tr ts tt tum tw ty tzm ug uk umb ur uz ve vi war wo xh yi yo yue za zgh zh zh-Hans zh-Hant zu'.split(
    ' ',
  );
