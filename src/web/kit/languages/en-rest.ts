/** What stands on the rooms' own screens in this language. */
export default import.meta.glob<object>("../../../modules/*/text/en.json", {
  eager: true,
  import: "default",
  query: "?rest",
});
