/** What stands on the rooms' own screens in this language, and words of errors. */
export default import.meta.glob<object>(["../../../*/text/en.json", "../../../modules/*/text/en.json"], {
  eager: true,
  import: "default",
  query: "?rest",
});
