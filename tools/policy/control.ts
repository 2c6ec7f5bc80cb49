/** A control: what an environment must hold, why, and how a planned graph is judged by it. */
import type { PolicyLevel } from "../../components/platform/policy";
import type { Json } from "../../components/shared/json";
import type { Severity } from "../review/risks/risk";
import type { Rows } from "./benchmarks/benchmark";
import type { Planned } from "./planned";

/** `unknown`: a preview does not know the value yet. It counts neither as set nor as absent. */
export type Verdict = "held" | "broken" | "unknown";

/** One place of the graph that a control looked at, and what it found there. */
export interface Evidence {
    readonly verdict: Verdict;
    /** Absent where something is missing that would have had one. */
    readonly urn?: string;
    /** Down to the value: `vpcConfig.endpointPublicAccess`, `options.protect`. */
    readonly path?: string;
    /** What stands there; absent when nothing does. */
    readonly value?: Json;
    /** What is wrong, lower case, without a full stop: `is public`. */
    readonly what: string;
}

/** A fork's own in `policies/` have the same contract. */
export interface Control {
    /** Never changes and is never given again: exemptions name it. */
    readonly id: string;
    /** A few words, as a heading. */
    readonly title: string;
    readonly severity: Severity;
    /** What holds, one sentence in lower case without its full stop. */
    readonly means: string;
    /** What may happen otherwise, one sentence. */
    readonly why: string;
    /** What to change, in the words of shape and settings: an imperative without a full stop. */
    readonly remedy: string;
    /**
     * Places of settings or shape that decide it, the nearest first: `platform:apiAccess`, `network.flowLogs`,
     * `namespaces.<name>.podSecurity`. The first that the environment says anything at is where it is decided.
     */
    readonly decidedBy: readonly string[];
    /** Rows of benchmarks that it answers. @default none */
    readonly rows?: Rows;
    /** Where else it is known from. @default its rows */
    readonly source?: string;
    /** Least strict environment it is asked of. @default dev, so all */
    readonly from?: PolicyLevel;
    /** `kit`: true of what the kit ships, and not of a fork that uses the options it has. @default a fork's as well */
    readonly of?: "kit";
    /**
     * The word of the shape that makes the cluster hold it at run time: without it nobody knows before something is deployed.
     * @default the plan knows
     */
    readonly atRunTime?: string;
    /** Pure. Everything it looked at; nothing at all where the environment has nothing it speaks of. */
    readonly judge: (planned: Planned) => readonly Evidence[];
}
