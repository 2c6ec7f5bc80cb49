/** Bootstrap's program as a whole: recorded offline, equal to what the engine is told, and kept from being undone. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { parse } from "yaml";

import program = require("../../bootstrap/index");
import { MODES } from "../../tools/plan/answers";
import { canonicalGraph, type PlannedGraph } from "../../tools/plan/graph";
import { deleteWaves } from "../../tools/plan/order";
import { BOOTSTRAP, planAccount, recordAccount } from "../../tools/plan/plan-bootstrap";
import { compareUrns, explainUrns } from "../../tools/plan/urns";
import { bootstrapEverything, committedSettings, committedUrns, filledSettings } from "../support/bootstrap";
import { compareRequests } from "../support/compare-requests";
import { abandonHosts, queueHost } from "../support/host-queue";
import { outputsByComponent, withProbes } from "../support/public-outputs";
import { edgesOf, record } from "../support/record";
import type { RuntimeOptions } from "../support/run-host";

async function graphOf(): Promise<PlannedGraph> {
    const { graph, problems } = await recordAccount(filledSettings(), "deterministic");
    assert.deepEqual(problems, []);
    return graph;
}

describe("bootstrap's program", () => {
    it("plans the committed file, and names what is left to fill in", async () => {
        const result = await planAccount("account", "deterministic");
        if ("problems" in result) return assert.fail(result.problems.join("\n"));
        assert.equal(result.file, "bootstrap/Pulumi.account.yaml");
        assert.deepEqual(result.placeholders, ["bootstrap:account", "bootstrap:repository"]);
        return undefined;
    });

    it("rule 30: has the committed URNs", async () => {
        const explanation = explainUrns(compareUrns(committedUrns(), await graphOf()), "bootstrap");
        const how = "npm run -s bootstrap:plan -- --urns > tests/bootstrap/urns.txt";
        if (explanation !== undefined) assert.fail(`${how}\n${explanation}`);
    });

    it("refuses placeholders, and registers nothing then", async () => {
        const { graph, problems } = await recordAccount(committedSettings(), "deterministic");
        assert.deepEqual(
            graph.resources.map(({ type }) => type),
            ["pulumi:pulumi:Stack"],
        );
        assert.equal(problems.length, 1);
        assert.match(
            problems[0] ?? "",
            /the settings are refused:\nPulumi\.account\.yaml › bootstrap:account: still the placeholder of the example/,
        );
    });

    it("rule 46: has the same resources and edges whether values are known or not", async () => {
        const [known, unknown] = [
            await recordAccount(filledSettings(), "deterministic"),
            await recordAccount(filledSettings(), "unknown"),
        ];
        assert.deepEqual(edgesOf(known.graph), edgesOf(unknown.graph));
        assert.equal(canonicalGraph(known.graph).includes("$unknown"), false);
    });

    it("exports what an administrator and a workflow need", async () => {
        assert.deepEqual((await graphOf()).outputs, {
            backendUrl: "s3://platform-state-210987654321-us-east-1?region=us-east-1",
            bucketName: "platform-state-210987654321-us-east-1",
            deployRoleArn: "arn:aws:iam::210987654321:role/platform-deploy",
            oidcProviderArn: "arn:aws:iam::210987654321:oidc-provider/token.actions.githubusercontent.com",
            previewRoleArn: "arn:aws:iam::210987654321:role/platform-preview",
            secretsProvider: "awskms://alias/platform-state?region=us-east-1",
        });
    });

    it("rule 10, 24: states account, region and tags of its one provider, and no credentials", async () => {
        const { resources } = await graphOf();
        const [provider, ...others] = resources.filter(({ type }) => type === "pulumi:providers:aws");
        assert.deepEqual(others, []);
        assert.deepEqual(provider?.inputs, {
            allowedAccountIds: '["210987654321"]',
            defaultTags:
                '{"tags":{"cost-centre":"platform","owner":"platform-team","environment":"bootstrap","managed-by":"pulumi"}}',
            region: "us-east-1",
            skipCredentialsValidation: "false",
            skipRegionValidation: "true",
        });
        const strangers = resources.filter(
            (resource) => resource.type.startsWith("aws:") && resource.provider !== provider.urn,
        );
        assert.deepEqual(strangers, []);
    });

    it("a destroy deletes nothing: everything of it is protected", async () => {
        const graph = await graphOf();
        const [first = []] = deleteWaves(graph);
        assert.ok(first.length > 10);
        const open = graph.resources.filter(
            ({ options, type }) => options.protect !== true && type !== "pulumi:pulumi:Stack",
        );
        assert.deepEqual(open, []);
    });

    it("registers of each component what it shows", async () => {
        const { graph, problems } = await record(() => withProbes(bootstrapEverything));
        assert.deepEqual(problems, []);
        const outputs = outputsByComponent(graph);
        const tokens = [...outputs.keys()].map((name) => name.split("::")[0]).sort();
        assert.deepEqual(tokens, tokensInSources());
        for (const [name, { registered, shown }] of outputs) assert.deepEqual(registered, shown, name);
    });
});

/** Type tokens of bootstrap's component classes, as their sources write them. */
function tokensInSources(): string[] {
    const files = readdirSync(BOOTSTRAP, { recursive: true, encoding: "utf8" });
    return files
        .filter((file) => file.endsWith(".ts"))
        .flatMap((file) => [
            ...readFileSync(path.join(BOOTSTRAP, file), "utf8").matchAll(/\bsuper\(\s*"(platform:[^"]+)"/g),
        ])
        .map(([, token = ""]) => token)
        .sort();
}

after(abandonHosts);

describe("ring 1: bootstrap", function () {
    // Waits for a cold start, about 3 s on an idle machine.
    this.timeout(120_000);
    const settings = filledSettings();
    const file = parse(readFileSync(path.join(BOOTSTRAP, "Pulumi.yaml"), "utf8")) as {
        readonly main: string;
        readonly runtime: { readonly options: RuntimeOptions };
    };
    const project = { directory: BOOTSTRAP, main: file.main, runtime: file.runtime.options };
    const runs = new Map(
        MODES.map((mode) => {
            const run = queueHost({ ...settings, ...project, organization: "organization", mode });
            return [mode, run] as const;
        }),
    );

    for (const mode of MODES) {
        it(`the engine is told what the plan shows (${mode})`, async () => {
            const host = await runs.get(mode);
            assert.ok(host);
            assert.deepEqual([host.stderr, host.log, host.problems, host.exitCode], ["", [], [], 0]);
            const recorded = await recordAccount(settings, mode, () => program());
            const { differences, requests } = compareRequests(recorded.requests, host.requests);
            assert.deepEqual(differences, []);
            assert.ok(requests > recorded.graph.resources.length, `only ${requests} requests`);
        });
    }
});
