/** The form of `plan -- controls --json`. */
import { z } from "zod";

import { POLICY_LEVELS } from "../../components/platform/policy";
import { BENCHMARK_KEYS } from "./benchmarks/benchmark";
import { ROW_STATES } from "./map";
import { OUTCOMES } from "./report";
import { SEVERITIES } from "../review/risks/risk";

const evidence = z.strictObject({
    verdict: z.enum(["held", "broken", "unknown"]).describe("unknown: a preview does not know the value yet"),
    urn: z.string().describe("the resource; of what is missing, the environment itself"),
    component: z.string().describe("as the shape's users know it, for exemptions"),
    path: z.string().exactOptional().describe("down to the value"),
    value: z.json().exactOptional().describe("what stands there; absent when nothing does"),
    what: z.string().describe("what is wrong where it is broken"),
    exemption: z
        .strictObject({ reason: z.string(), owner: z.string(), expires: z.string() })
        .exactOptional()
        .describe("who accepted that it is broken"),
});

const control = z.strictObject({
    id: z.string().describe("never changes; exemptions name it"),
    title: z.string(),
    severity: z.enum(SEVERITIES),
    means: z.string().describe("what holds"),
    why: z.string().describe("what may happen otherwise"),
    remedy: z.string().describe("what to change, in the words of shape and settings"),
    decidedBy: z.array(z.string()).describe("places of settings or shape, the nearest first"),
    rows: z.array(z.string()).describe("rows of benchmarks it answers, as CIS 5.4.1"),
    source: z.string().exactOptional().describe("where else it is known from"),
    atRunTime: z
        .string()
        .exactOptional()
        .describe("the word of the shape that makes the cluster hold it at run time"),
    outcome: z.enum(OUTCOMES),
    because: z.string().exactOptional().describe("why it is not applicable"),
    evidence: z.array(evidence).describe("what is broken first"),
});

const row = z.strictObject({
    benchmark: z.enum(BENCHMARK_KEYS),
    id: z.string(),
    title: z.string(),
    state: z
        .enum(ROW_STATES)
        .describe(
            "not asked: the level of the environment is let off; not applicable: it makes nothing of its kind; beyond: no plan can know it; met at run time: policies of admission hold it",
        ),
    controls: z.array(z.string()).describe("ids of controls that answer it"),
    evidence: z.array(z.string()),
    because: z.string().exactOptional().describe("why it is not asked or not applicable"),
    beyond: z.string().exactOptional().describe("what a plan cannot know of it, and where to look"),
});

const environment = z.strictObject({
    schemaVersion: z.literal(1),
    project: z.string(),
    stack: z.string(),
    environment: z.string(),
    level: z.enum(POLICY_LEVELS).describe("how much is asked of it"),
    counts: z.record(z.enum(OUTCOMES), z.number()),
    controls: z.array(control).describe("by id"),
    rows: z.array(row).describe("of every benchmark, in its order"),
});

/** Of every environment that was asked for. */
export const CONTROLS_JSON = z.strictObject({
    environments: z.array(environment),
    exemptions: z.array(z.string()).describe("what is wrong with exemptions: unused, expired, of no name"),
});
