import { checkEnglishName, checkEnterpriseName, checkPersonName, sameEnterpriseName } from './names';

const answer = (check: (input: unknown) => ReturnType<typeof checkPersonName>, input: unknown): string => {
  const checked = check(input);
  return checked.ok ? checked.value : checked.code;
};

describe('企业名称', () => {
  it.each([
    ['北京某某进出口有限公司', '北京某某进出口有限公司'],
    [' 某某（中国）Ａ＆Ｂ  贸易有限公司 ', '某某（中国）Ａ＆Ｂ  贸易有限公司'],
    ['𬭩𫖮贸易行', '𬭩𫖮贸易行'],
    ['\u{31350}贸易行', '\u{31350}贸易行'],
    ['\u{2f81a}贸易行', '冬贸易行'],
    ['企'.repeat(100), '企'.repeat(100)],
    ['\u{20000}'.repeat(100), '\u{20000}'.repeat(100)],
    ['企'.repeat(101), 'wrongLength'],
    ['Beijing Trading Co., Ltd.', 'wrongShape'],
    ['某某<script>公司', 'wrongCharacter'],
    ['某某😀公司', 'wrongCharacter'],
    [`某\u0301\u0301\u0301\u0301公司`, 'wrongShape'],
    ['某某\u202e公司', 'unsafeCharacter'],
    ['某某\ue863公司', 'unsafeCharacter'],
    ['某某\ud842公司', 'unsafeCharacter'],
    ['', 'empty'],
    [7, 'notText'],
  ])('%p gives %s', (input, expected) => {
    expect(answer(checkEnterpriseName, input)).toBe(expected);
  });

  it('is the same with either kind of brackets and with nothing else folded', () => {
    expect(sameEnterpriseName('某某（中国）有限公司', '某某(中国)有限公司')).toBe(true);
    expect(sameEnterpriseName('某某（中国）有限公司', '某某中国有限公司')).toBe(false);
    expect(sameEnterpriseName('Ａ贸易行', 'A贸易行')).toBe(false);
  });
});

describe('姓名', () => {
  it.each([
    ['张三', '张三'],
    ['欧阳娜娜', '欧阳娜娜'],
    ['阿依古丽·买买提', '阿依古丽·买买提'],
    ['阿依古丽•买买提', '阿依古丽·买买提'],
    ['阿依古丽・买买提', '阿依古丽·买买提'],
    ['王𬭩', '王𬭩'],
    ['王\u{2ebf0}', '王\u{2ebf0}'],
    ['李〇', '李〇'],
    ["Jean-Luc O'Neill Jr.", "Jean-Luc O'Neill Jr."],
    ['ＪＯＨＮ　ＳＭＩＴＨ', 'JOHN SMITH'],
    ['Jose\u0301', 'José'],
    ['名'.repeat(50), '名'.repeat(50)],
    ['名'.repeat(51), 'wrongLength'],
    ['𬭩', 'wrongLength'],
    ['张3', 'wrongCharacter'],
    ['张三,CN', 'wrongCharacter'],
    ['=张三', 'wrongCharacter'],
    ['·张三', 'wrongShape'],
    ['阿依古丽··买买提', 'wrongShape'],
    ['--', 'wrongShape'],
    ['张\u0301\u0301\u0301\u0301三', 'wrongShape'],
    ['张\u200d三', 'unsafeCharacter'],
    ['张\udc00三', 'unsafeCharacter'],
    ['  ', 'empty'],
    [true, 'notText'],
  ])('%p gives %s', (input, expected) => {
    expect(answer(checkPersonName, input)).toBe(expected);
  });
});

describe('企业英文名称', () => {
  it.each([
    ['Beijing Example Import & Export Co., Ltd.', 'Beijing Example Import & Export Co., Ltd.'],
    ['Ｂｅｉｊｉｎｇ', 'Beijing'],
    ['A'.repeat(200), 'A'.repeat(200)],
    ['A'.repeat(201), 'wrongLength'],
    ['Café Ltd.', 'wrongCharacter'],
    ['12-34', 'wrongShape'],
    ['', 'empty'],
    [[], 'notText'],
  ])('%p gives %s', (input, expected) => {
    expect(answer(checkEnglishName, input)).toBe(expected);
  });
});
