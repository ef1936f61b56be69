/** What stands on the rooms' own screens in this language, and words of errors. */
export default import.meta.glob<object>(["../../../*/text/bg.json", "../../../modules/*/text/bg.json"], {
  eager: true,
  import: "default",
  query: "?rest",
});
