import { Input } from "@mantine/core";
import type { RecordData } from "#records/contract";
import { FieldInput, useChangeRecord, useFieldTitle, useObject } from "#records/web";
import styles from "./pipelines.module.css";

/** Which teams use a pipeline, and whether others see it and sell in it. */
export function PipelineTeams({ pipeline }: { readonly pipeline: RecordData }) {
  const fieldTitle = useFieldTitle();
  const { fields, grant } = useObject("pipeline");
  const change = useChangeRecord("pipeline");
  if (grant.change === "none") return null;
  return (
    <div className={styles.teams}>
      {(["teams", "seen_by", "sold_by"] as const).map((name) => {
        const field = fields[name];
        return (
          field && (
            <Input.Wrapper key={name} size="xs" label={fieldTitle("pipeline", name)}>
              <FieldInput
                object="pipeline"
                name={name}
                field={field}
                value={pipeline[name] ?? null}
                ariaLabel={fieldTitle("pipeline", name)}
                onChange={(value) => void change(pipeline, { [name]: value })}
              />
            </Input.Wrapper>
          )
        );
      })}
    </div>
  );
}
