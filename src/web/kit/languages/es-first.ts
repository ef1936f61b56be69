/** What the shell and records say in this language, and what rooms call their things. */
export default import.meta.glob<object>(["../../../*/text/es.json", "../../../modules/*/text/es.json"], {
  eager: true,
  import: "default",
  query: "?first",
});
