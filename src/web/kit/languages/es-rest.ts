/** What stands on the rooms' own screens in this language, and words of errors. */
export default import.meta.glob<object>(["../../../*/text/es.json", "../../../modules/*/text/es.json"], {
  eager: true,
  import: "default",
  query: "?rest",
});
