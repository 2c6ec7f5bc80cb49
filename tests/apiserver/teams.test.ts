/** Ring 3: what people of one team may and may not do on a cluster of two, object by object, on a real API server. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { parseAllDocuments } from "yaml";

import type { EnvironmentShape } from "../../components/platform/shape";
import type { Json } from "../../components/shared/json";
import { type Apiserver, startApiserver } from "../../tools/apiserver/apiserver";
import type { Client, KubernetesObject } from "../../tools/apiserver/client";
import { installDefinitions } from "../../tools/apiserver/crds";
import { buildApiserver } from "../../tools/apiserver/go";
import { objectsOf } from "../../tools/apiserver/objects";
import { missingRequirements } from "../../tools/apiserver/requirements";
import { objectOf } from "../../tools/facts/build";
import { ROOT } from "../../tools/plan/root";
import { graphOfShape } from "../support/plan-shape";
import { ON_FARGATE } from "../support/shapes";
import { DEFINITIONS, DEVELOPER, ingress, PIPELINE, pod, roleBinding, rule, TEAMS } from "./team-cases";
import { askTeams, whenNoticed } from "./team-questions";

const BUILD_MS = 30 * 60_000;
const START_MS = 5 * 60_000;

const SHAPE: EnvironmentShape = { ...ON_FARGATE, teams: TEAMS };
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

const missing = missingRequirements(process.env);
const describeWithApiserver = missing.length > 0 ? describe.skip : describe;

describeWithApiserver("two teams on dev, on a real API server", () => {
    let server: Apiserver | undefined;

    function client(): Client {
        assert.ok(server);
        return server.client;
    }

    before("start", async function () {
        this.timeout(BUILD_MS + START_MS);
        server = await startApiserver(await buildApiserver((line) => process.stderr.write(`${line}\n`)));
        await installDefinitions(client(), DEFINITIONS);
        await aggregateRoles();
        const objects = await planned();
        const first = objects.filter(({ kind }) => kind === "Namespace");
        for (const one of first) await make(one);
        for (const { metadata } of first) await makeAccounts(metadata.name);
        // It was there when the team lost its name.
        await make(ingress({ rules: [rule("old.example.com")] }, {}, "payments", "old"));
        for (const one of objects.filter((other) => !first.includes(other))) await make(one);
        // Given by a lead: the rights of the team, in the hands of one of its pods.
        await make(roleBinding("edit"));
        await whenNoticed(client());
    });

    after("stop", async () => server?.stop());

    /** What a team brings, as the kit registers it; service accounts are patched, and the server's own. */
    async function planned(): Promise<readonly KubernetesObject[]> {
        const graph = await graphOfShape(SHAPE);
        const kept = graph.resources.filter(({ name }) => /^(admission|namespace|team)-/.test(name));
        return [...objectsOf({ ...graph, resources: kept }).values()].filter(
            ({ kind }) => kind !== "ServiceAccount",
        );
    }

    async function make(object: KubernetesObject): Promise<void> {
        await client().create(await client().collectionOf(object), JSON.stringify(object));
    }

    /** The controller manager makes the first, and none runs here. */
    async function makeAccounts(namespace: string): Promise<void> {
        for (const name of ["default", "api"]) {
            await make({ apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } });
        }
    }

    /**
     * The controller manager fills Kubernetes' roles for people from the parts that bear their label.
     * Source: Kubernetes documentation, RBAC, "Aggregated ClusterRoles".
     */
    async function aggregateRoles(): Promise<void> {
        for (const role of ["view", "edit", "admin"]) {
            const label = `rbac.authorization.k8s.io%2Faggregate-to-${role}%3Dtrue`;
            const { text } = await client().get(`${RBAC}/clusterroles?labelSelector=${label}`);
            const { items } = JSON.parse(text) as { readonly items: readonly { readonly rules?: Json[] }[] };
            await client().merge(`${RBAC}/clusterroles/${role}`, {
                rules: items.flatMap(({ rules = [] }) => rules),
            });
        }
    }

    askTeams(client);

    const PAGE = objectsOfPage("recipes/team-application.md");
    it("the team's application of docs/recipes/team-application.md is taken from its people, object by object", async () => {
        assert.deepEqual(
            PAGE.map(({ kind }) => kind),
            ["PersistentVolumeClaim", "Deployment", "Service", "Ingress"],
        );
        for (const one of PAGE) {
            for (const who of [DEVELOPER, PIPELINE])
                assert.equal(await client().as(who).dryRun(one, "create"), undefined, one.kind);
        }
    });

    it("its pod is one that the namespace's Pod Security takes", async () => {
        const { spec } = PAGE.find(({ kind }) => kind === "Deployment") ?? assert.fail();
        const template = objectOf(objectOf(spec)["template"]);
        const asked = pod(objectOf(template["spec"]));
        assert.equal(await client().as(DEVELOPER).dryRun(asked, "create"), undefined);
    });

    it("the Ingress of the first application would be refused there: it has no name", async () => {
        const first = objectsOfPage("first-application.md").find(({ kind }) => kind === "Ingress");
        assert.ok(first !== undefined);
        const moved = { ...first, metadata: { ...first.metadata, namespace: "payments" } };
        const refusal = await client().as(DEVELOPER).dryRun(moved, "create");
        assert.match(refusal?.message ?? "", /names are the team's, and stated: pay\.example\.com/);
    });
});

/** The manifests a page writes into a file of one's own. */
function objectsOfPage(page: string): readonly KubernetesObject[] {
    const text = readFileSync(join(ROOT, "docs", page), "utf8");
    const [, yaml = ""] =
        /<!-- file: stacks\/own\/hello\.yaml -->\n\n```yaml\n([\s\S]*?)```/.exec(text) ?? [];
    return parseAllDocuments(yaml).map((one) => one.toJS() as KubernetesObject);
}
