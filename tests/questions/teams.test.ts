/**
 * What users of other EKS projects ask of a platform with several teams, as questions to a plan of this one. Public sources:
 * aws-ia/terraform-aws-eks-blueprints patterns/blue-green-upgrade, aws-samples/cdk-eks-blueprints-patterns lib/.
 */
import assert from "node:assert/strict";

import type { EnvironmentShape, ShapeOnExistingCluster } from "../../components/platform/shape";
import { at, inputsOf, listOf, onlyInputs, TYPES } from "../support/gallery";
import { EXISTING_CLUSTER, EXISTING_VPC } from "../support/networks";
import {
    graphOfShape,
    graphOnExistingCluster,
    planOnExistingCluster,
    refusedOf,
} from "../support/plan-shape";
import { FARGATE } from "../support/kinds";
import { ON_NODES } from "../support/shapes";

type Teams = NonNullable<EnvironmentShape["teams"]>;

const NAMES = ["burnham", "carmen", "ecsdemo", "platform", "riker", "troi"];
const BOUNDED = {
    quota: { "requests.cpu": "10", "requests.memory": "20Gi", pods: 50 },
    containers: { requests: { cpu: "100m", memory: "128Mi" } },
};

describe("questions about teams", () => {
    it("blue-green-upgrade: six teams, each with a quota and limits, and one that goes takes nothing of another", async () => {
        const all: Teams = Object.fromEntries(
            NAMES.map((name) => [name, { namespaces: { [`team-${name}`]: BOUNDED } }]),
        );
        const graph = await graphOfShape({ ...ON_NODES, teams: all });
        for (const kind of ["ResourceQuota", "LimitRange"]) {
            const made = inputsOf(graph, `kubernetes:core/v1:${kind}`);
            assert.deepEqual(
                made.map(({ metadata }) => at(metadata, "namespace")),
                NAMES.map((name) => `team-${name}`),
            );
        }
        const { riker: _, ...rest } = all;
        const urns = async (teams: Teams) =>
            (await graphOfShape({ ...ON_NODES, teams })).resources.map(({ urn }) => urn);
        const before = await urns(all);
        const after = await urns(rest);
        const gone = before.filter((urn) => !after.includes(urn));
        assert.ok(gone.length > 10);
        assert.ok(gone.every((urn) => urn.includes("riker")));
    });

    it("image-vulnerability-scanning: a team whose service account may use its own, encrypted and scanned repository", async () => {
        const graph = await graphOfShape({
            ...ON_NODES,
            registry: { scanning: { kind: "enhanced" } },
            teams: {
                scan: {
                    namespaces: { scan: {} },
                    repositories: { web: {} },
                    workloads: { scanner: { grants: [{ kind: "secret", secret: "scan/registry" }] } },
                },
            },
        });
        const repository = onlyInputs(graph, "aws:ecr/repository:Repository");
        assert.equal(repository["name"], "scan/web");
        assert.deepEqual(repository["imageScanningConfiguration"], { scanOnPush: true });
        assert.equal(at(listOf(repository["encryptionConfigurations"])[0], "encryptionType"), "AES256");
        const { namespace, serviceAccount } = onlyInputs(graph, TYPES.association, "workload-scan-scanner");
        assert.deepEqual([namespace, serviceAccount], ["scan", "scanner"]);
    });

    it("fargate-construct: a team on a profile of its own, whose pods have roles by IRSA", async () => {
        const graph = await graphOfShape({
            ...FARGATE,
            fargateProfiles: { ...FARGATE.fargateProfiles, team1: [{ namespace: "team1" }] },
            teams: {
                team1: {
                    namespaces: { team1: { traffic: { kind: "open" } } },
                    workloads: { web: { identity: "irsa", grants: [{ kind: "topic", topic: "orders" }] } },
                },
            },
        });
        const { selectors } = onlyInputs(graph, TYPES.profile, "team1");
        assert.deepEqual(selectors, [{ namespace: "team1" }]);
        const { metadata } = onlyInputs(graph, "kubernetes:core/v1:ServiceAccount", "workload-team1-web");
        assert.match(
            String(at(metadata, "annotations", "eks.amazonaws.com/role-arn")),
            /:role\/workload-team1-web-role-/,
        );
    });

    it("import-cluster: a team on a cluster that something else made; what that environment has no part for is refused", async () => {
        const shape: ShapeOnExistingCluster = {
            network: { kind: "existing", egress: "routed", endpoints: [] },
            keys: ON_NODES.keys,
            compute: { kind: "existing", nodes: 3 },
            addons: { replicas: 2, zoneSpread: true },
        };
        const config = {
            "platform:existingVpc": EXISTING_VPC,
            "platform:existingCluster": EXISTING_CLUSTER,
        };
        const shop = {
            namespaces: { shop: {} },
            people: { all: { who: { kind: "principal", principal: "role/shop" }, rights: "edit" } },
        } as const;
        const graph = await graphOnExistingCluster({ ...shape, teams: { shop } }, { config });
        assert.deepEqual(inputsOf(graph, TYPES.cluster), []);
        assert.equal(
            at(onlyInputs(graph, "kubernetes:core/v1:Namespace", "shop")["metadata"], "name"),
            "shop",
        );
        const teams = { shop: { ...shop, repositories: { web: {} } } };
        assert.deepEqual(planOnExistingCluster({ ...shape, teams }, { config }), [
            "stacks/dev.ts › teams.shop.repositories.web: an environment of this kind has no registry. Remove it.",
        ]);
    });

    it("a namespace of two teams, or one that is said twice, is refused by name", () => {
        const one = { namespaces: { shared: {} } };
        assert.deepEqual(refusedOf({ ...ON_NODES, namespaces: { shared: {} }, teams: { a: one } }), [
            "stacks/dev.ts › teams.a.namespaces.shared: makes namespaces.shared, which is there already. Keep one of the two.",
        ]);
    });
});
