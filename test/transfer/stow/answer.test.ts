/** What a DICOMweb server's answer confirms, in JSON and in XML: what it says of an image, and never more. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStowAnswer } from '../../../src/transfer/stow/answer.ts';
import { nativeDicom } from './native-dicom.ts';

const item = (uid: string, more: object = {}) => ({ '00081155': { vr: 'UI', Value: [uid] }, ...more });
const reason = (code: number) => ({ '00081197': { vr: 'US', Value: [code] } });
const sequence = (items: readonly object[]) => ({ vr: 'SQ', Value: items });

describe('an answer in XML', () => {
  test('says what the same answer in JSON says', () => {
    const uid = fc.stringMatching(/^1\.2(\.[1-9]\d{0,6}){1,5}$/u);
    fc.assert(
      fc.property(
        fc.array(uid, { maxLength: 6 }),
        fc.array(fc.tuple(uid, fc.integer({ min: 0, max: 0xffff })), { minLength: 1, maxLength: 6 }),
        fc.webUrl({ withQueryParameters: true }),
        (stored, failed, url) => {
          const dataset = {
            '00081190': { vr: 'UR', Value: [url] },
            '00081199': sequence(stored.map((one) => item(one))),
            '00081198': sequence(failed.map(([one, code]) => item(one, reason(code)))),
          };
          const [xml, json] = [nativeDicom(dataset), JSON.stringify(dataset)].map(readStowAnswer);
          expect(xml).not.toBeNull();
          expect(xml).toEqual(json);
        },
      ),
    );
  });

  test('is read as servers write it: prefixes, comments, sections, small letters, blanks around values', () => {
    const answer = readStowAnswer(`\uFEFF<?xml version='1.0'?>
      <!-- stored <all> of it -->
      <n:NativeDicomModel xmlns:n='http://dicom.nema.org/PS3.19/models/NativeDICOM'>
        <n:DicomAttribute tag='00081190' vr='UR'/>
        <n:DicomAttribute keyword='ReferencedSOPSequence' vr='SQ' tag = '00081199'>
          <n:Item number='1'><n:DicomAttribute tag='00081155' vr='UI'><n:Value number='1'> 1.2.3
          </n:Value></n:DicomAttribute></n:Item>
          <n:Item number='2'><n:DicomAttribute tag='00081155' vr='UI'><n:Value><![CDATA[1.2.4]]></n:Value></n:DicomAttribute>
          </n:Item >
        </n:DicomAttribute >
        <n:DicomAttribute tag='00081198' vr='SQ'><n:Item>
          <n:DicomAttribute tag='00081155' vr='UI'><n:Value>1&#46;2&#x2e;5</n:Value></n:DicomAttribute>
          <n:DicomAttribute tag='00081197' vr='US'><n:Value>290</n:Value></n:DicomAttribute>
        </n:Item></n:DicomAttribute>
      </n:NativeDicomModel>`);
    expect([...(answer?.stored ?? [])]).toEqual(['1.2.3', '1.2.4']);
    expect([...(answer?.failed ?? [])]).toEqual([['1.2.5', 'unsupported']]);
  });

  const stored = nativeDicom({ '00081199': sequence([item('1.2.3')]) });
  test.each([
    ['cut off', stored.slice(0, -30)],
    ['cut off within a tag', stored.slice(0, 100)],
    ['with tags that cross', stored.replace('</Value></DicomAttribute>', '</DicomAttribute></Value>')],
    ['with a tag that was never opened', `${stored}</NativeDicomModel>`],
    ['with something behind it', `${stored}stored`],
    ['twice', stored.replace(/^.*\n/u, '').repeat(2)],
    ['with a document type', stored.replace('?>', '?><!DOCTYPE a [<!ENTITY b "1.2.3">]>')],
    ['with a name that stands for nothing', stored.replace('1.2.3', '&uid;')],
    ['with a sign that is none', stored.replace('1.2.3', '1 & 2')],
    ['with a comment without end', stored.replace('<DicomAttribute', '<!-- <DicomAttribute')],
    ['of something else', '<html><body>stored</body></html>'],
    ['that says nothing of images', nativeDicom({ '00081190': { vr: 'UR', Value: ['https://archive.example'] } })],
    ['of nothing', '<NativeDicomModel/>'],
    ['that is a sign and no more', '<'],
  ])('%s confirms nothing', (_, text) => {
    expect(readStowAnswer(text)).toBeNull();
  });

  test('as it is above is read', () => {
    expect(readStowAnswer(stored)?.stored).toEqual(new Set(['1.2.3']));
  });
});

describe('an answer in JSON', () => {
  test.each(['', 'stored', '[]', 'null', '{}', '{"00081190":{"vr":"UR"}}'])('%j confirms nothing', (text) => {
    expect(readStowAnswer(text)).toBeNull();
  });

  test('is one data set or an array of one; what is refused is not stored, however often it is said to be', () => {
    const dataset = {
      '00081199': sequence([item('1.2.3'), item('1.2.4'), { '00081155': { vr: 'UI' } }, item(7 as unknown as string)]),
      '00081198': sequence([item('1.2.4', reason(0xa700)), item('1.2.5', reason(0x0111)), reason(0x0110)]),
    };
    for (const answer of [dataset, [dataset]].map((said) => readStowAnswer(JSON.stringify(said)))) {
      expect([...(answer?.stored ?? [])]).toEqual(['1.2.3', '1.2.5']);
      expect([...(answer?.failed ?? [])]).toEqual([['1.2.4', 'full']]);
    }
  });

  test('without a reason may be taken the next time', () => {
    const failed = sequence([item('1.2.3')]);
    expect(readStowAnswer(JSON.stringify({ '00081198': failed }))?.failed.get('1.2.3')).toBe('again');
  });

  test.each([
    [0xa700, 'full'],
    [0xa7ff, 'full'],
    [0x0110, 'again'],
    [0x0213, 'again'],
    [null, 'again'],
    ['', 'again'],
    ['no number', 'again'],
    [0x0122, 'unsupported'],
    [0xc122, 'unsupported'],
    [0xa900, 'corrupt'],
    [0xa9ff, 'corrupt'],
    [0xc000, 'corrupt'],
    [0xcfff, 'corrupt'],
    [0x0106, 'corrupt'],
    [0x0115, 'corrupt'],
    [0x0117, 'corrupt'],
    [0x0120, 'corrupt'],
    [0x0124, 'refused'],
    [0xa800, 'refused'],
    [0xd000, 'refused'],
    [0xb000, 'refused'],
  ])('with the reason %j is %s', (code, failure) => {
    const failed = sequence([item('1.2.3', { '00081197': { vr: 'US', Value: [code] } })]);
    expect(readStowAnswer(JSON.stringify({ '00081198': failed }))?.failed.get('1.2.3')).toBe(failure);
  });
});
