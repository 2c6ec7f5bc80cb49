/** Every call the providers get: counted, and kept in order. */

/** Methods of a provider that concern one resource. */
export const METHODS = ["check", "diff", "create", "read", "update", "delete"] as const;
export type Method = (typeof METHODS)[number];

export interface Call {
    /** From 1, in the order in which calls arrived. */
    readonly number: number;
    readonly method: Method;
    readonly type: string;
    readonly name: string;
    readonly urn: string;
    /** Whether the engine only asked what would happen. */
    readonly preview: boolean;
    /** In one order with the ends of all calls; undefined while it runs. */
    ended?: number;
    id?: string;
    /** What the provider answered instead of success. */
    error?: string;
}

export class CallLog {
    public readonly calls: Call[] = [];
    /** What a model noticed and AWS would not refuse, such as a cluster without an administrator. */
    public readonly notes: string[] = [];
    private ends = 0;

    public begin(call: Omit<Call, "number" | "ended" | "id" | "error">): Call {
        const begun: Call = { ...call, number: this.calls.length + 1 };
        this.calls.push(begun);
        return begun;
    }

    public end(call: Call, outcome: Pick<Call, "id" | "error">): void {
        this.ends += 1;
        Object.assign(call, outcome, { ended: this.ends });
    }

    /** Calls that changed something, in the order in which they were done. */
    public changes(): readonly Call[] {
        return this.calls
            .filter(({ method, preview, error, ended }) => {
                const changing = method === "create" || method === "update" || method === "delete";
                return changing && !preview && error === undefined && ended !== undefined;
            })
            .sort((one, other) => (one.ended ?? 0) - (other.ended ?? 0));
    }

    public count(method: Method): number {
        return this.calls.filter((call) => call.method === method).length;
    }
}
