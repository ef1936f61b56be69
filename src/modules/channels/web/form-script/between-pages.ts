/** What a form in a frame tells the page around it. */
export interface Told {
  readonly rapportForm: {
    readonly height: number;
    readonly title: string;
    /** Where who has sent it goes on to. */
    readonly goesOn?: string | undefined;
  };
}

export function isTold(data: unknown): data is Told {
  const told = (data as Partial<Told> | null)?.rapportForm;
  return typeof told?.height === "number" && typeof told.title === "string";
}
