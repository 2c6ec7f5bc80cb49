/** A change in the making, while replacements are carried on from one resource to the next. */
import type { PlannedResource } from "../plan/graph";
import type { Force, Operation } from "./change";
import type { PropertyChange } from "./compare";
import type { Order } from "./order";
import type { Answers } from "./settle";

/** An input and a resource whose output it is made from. */
export interface Source {
    readonly input: string;
    readonly from: string;
}

export interface Draft {
    readonly urn: string;
    readonly before: PlannedResource;
    readonly after: PlannedResource;
    readonly properties: readonly PropertyChange[];
    readonly ignored: readonly PropertyChange[];
    operation: Operation;
    order?: Order;
    readonly forcedBy: Force[];
    readonly ripples: Source[];
    /** What it answers with, once somebody asked. */
    answers?: Answers;
}
