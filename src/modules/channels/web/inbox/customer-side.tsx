import { Suspense } from "react";
import { RecordBeside, Waiting } from "#records/web";
import type { Conversation } from "./conversation.ts";
import { MoveToParty, WhoIsIt } from "./who-is-it.tsx";

interface CustomerSideProps {
  readonly conversation: Conversation;
  readonly mayChange: boolean;
}

/** Everything there is on the customer, beside what is said; where nobody knows who it is, the question. */
export function CustomerSide({ conversation, mayChange }: CustomerSideProps) {
  const { party } = conversation;
  if (!party) return <WhoIsIt conversation={conversation} mayChange={mayChange} />;
  return (
    <>
      {mayChange && <MoveToParty conversation={conversation} />}
      <Suspense fallback={<Waiting rows={6} />}>
        <RecordBeside object={party.object ?? party.kind ?? "person"} id={party.id} />
      </Suspense>
    </>
  );
}
