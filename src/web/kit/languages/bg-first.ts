/** What the shell and records say in this language, and what rooms call their things. */
export default import.meta.glob<object>(["../../../*/text/bg.json", "../../../modules/*/text/bg.json"], {
  eager: true,
  import: "default",
  query: "?first",
});
