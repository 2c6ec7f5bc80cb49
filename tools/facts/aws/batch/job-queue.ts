/** aws:batch/jobQueue:JobQueue */
import {
    autoNamed,
    defaults,
    provider,
    REGION_REPLACES,
    regional,
    regionalArn,
    replaces,
    typings,
} from "../../build";
import type { FactsContext, ResourceFacts } from "../../facts";

const arnOf = (ctx: FactsContext): string => regionalArn(ctx, "batch", `job-queue/${ctx.physicalName}`);

export const jobQueue: ResourceFacts = {
    type: "aws:batch/jobQueue:JobQueue",
    id: arnOf,
    outputs: (ctx) => ({
        ...regional(ctx),
        arn: arnOf(ctx),
        name: ctx.physicalName,
        ...defaults(ctx, { priority: 0, state: "ENABLED" }),
    }),
    outputsEvidence: typings("batch/jobQueue"),
    unknownAtPreview: { value: ["arn"], ...typings("batch/jobQueue") },
    forcesReplacement: [
        REGION_REPLACES,
        replaces(["name"], provider("batch/job_queue", "jobQueueResource.Schema")),
    ],
    physicalName: autoNamed("name", 128),
    refusals: [],
};
