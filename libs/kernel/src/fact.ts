/** Something that has happened. Data is JSON-native: ISO strings for times (`…At`, UTC) and dates (`…On`), base64 for bytes. */
export interface Fact<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly data: Data;
}
