/** What the shell and records say in this language, and what rooms call their things. */
export default import.meta.glob<object>(["../../../*/text/ru.json", "../../../modules/*/text/ru.json"], {
  eager: true,
  import: "default",
  query: "?first",
});
