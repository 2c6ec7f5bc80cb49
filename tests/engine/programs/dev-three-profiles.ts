/** dev with two further Fargate profiles. */
import { dev } from "../../fixtures/fork/stacks/dev";
import { build } from "./build";

const fargateProfiles = { jobs: [{ namespace: "jobs" }], serverless: [{ namespace: "serverless" }] };

export const outputs = build({ ...dev, fargateProfiles });
