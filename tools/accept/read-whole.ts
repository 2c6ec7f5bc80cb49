/** Reads what a fork's files say together: environments, settings, accounts, deploy.yml. */
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import { ENVIRONMENTS } from "../../stacks/environments";
import { POLICY } from "../../stacks/own/policy";
import { readAccounts, readNeighbours } from "../plan/read-neighbours";
import { type Deployment, DEPLOY_FILE, type Whole } from "./follow";

export function readWhole(directory: string): Whole {
    return {
        environments: ENVIRONMENTS.names,
        stacks: readNeighbours(directory),
        accounts: readAccounts(path.join(directory, "bootstrap")),
        judged: [...Object.keys(POLICY.levels), ...POLICY.waivers.map(({ environment }) => environment)],
        deployment: readDeployment(path.join(directory, DEPLOY_FILE)),
    };
}

interface DeployFile {
    readonly on?: {
        readonly workflow_dispatch?: {
            readonly inputs?: { readonly stack?: { readonly options?: readonly string[] } };
        };
    };
    readonly jobs?: Readonly<Record<string, { readonly with?: { readonly stack?: string } }>>;
}

function readDeployment(file: string): Deployment {
    const { jobs = {}, on } = (existsSync(file) ? parse(readFileSync(file, "utf8")) : {}) as DeployFile;
    return {
        jobs: Object.values(jobs).flatMap((job) => job.with?.stack ?? []),
        options: on?.workflow_dispatch?.inputs?.stack?.options ?? [],
    };
}
