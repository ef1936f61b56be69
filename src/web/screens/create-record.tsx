export { CreateRecordHost as default } from "#records/web";
