/** A VPC in a service network of VPC Lattice, and the controller that makes services. */
import assert from "node:assert/strict";

import { latticeController } from "../../../components/charts/lattice-controller";
import type { LatticeSettings, LatticeWords } from "../../../components/lattice/lattice-schema";
import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE } from "../../support/kinds";
import { NETWORKS } from "../../support/networks";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const LISTS: LatticeSettings = { prefixLists: ["pl-0123456789abcdef0"] };
const CHART = "aws-gateway-controller-chart";
const SN = "sn-0123456789abcdef0";

const shapeWith = (lattice: LatticeWords, further: Partial<EnvironmentShape> = {}): EnvironmentShape => ({
    ...ON_NODES,
    lattice,
    ...further,
});
const OWN = shapeWith({ serviceNetwork: { kind: "own" } }, { catalogue: { [CHART]: {} } });
const config = (lattice: LatticeSettings = LISTS) => ({ config: { "platform:lattice": lattice } });

describe("lattice", () => {
    it("puts the VPC into a network of its own, and lets its requests reach pods", async () => {
        const graph = await graphOfShape(OWN, config());
        const network = resourceNamed(graph, "lattice-network");
        assert.deepEqual(network.inputs, {
            authType: "AWS_IAM",
            name: "platform-dev",
            tags: { Name: "platform-dev" },
        });
        const association = resourceNamed(graph, "lattice-vpc");
        const { serviceNetworkIdentifier, vpcIdentifier, ...rest } = objectOf(association.inputs);
        assert.deepEqual(rest, { tags: { Name: "platform-dev" } });
        assert.match(String(serviceNetworkIdentifier), /:servicenetwork\/sn-/);
        assert.match(String(vpcIdentifier), /^vpc-/);
        assert.equal(association.options.deleteBeforeReplace, true);
        const admitted = resourceNamed(graph, "lattice-pl-0123456789abcdef0");
        const { securityGroupId, ...rule } = objectOf(admitted.inputs);
        assert.deepEqual(rule, {
            description: "Requests of VPC Lattice",
            ipProtocol: "-1",
            prefixListId: "pl-0123456789abcdef0",
            tags: { Name: "platform-dev-lattice" },
        });
        assert.match(String(securityGroupId), /^sg-/);
        assert.deepEqual(admitted.propertyDependencies["securityGroupId"], [
            resourceNamed(graph, "cluster-control-plane").urn,
        ]);
    });

    it("takes a network that is there, in a VPC of somebody else as well", async () => {
        const { config: vpc, shape } = NETWORKS["existing"] ?? assert.fail();
        const words: LatticeWords = {
            serviceNetwork: { kind: "existing" },
            callers: ["sg-0123456789abcdef0"],
        };
        const graph = await graphOfShape(
            { ...shape, lattice: words },
            { config: { ...vpc, "platform:lattice": { ...LISTS, serviceNetwork: SN } } },
        );
        assert.deepEqual(resourceNamed(graph, "lattice-vpc").inputs, {
            securityGroupIds: ["sg-0123456789abcdef0"],
            serviceNetworkIdentifier: SN,
            tags: { Name: "platform-dev" },
            vpcIdentifier: "vpc-0123456789abcdef0",
        });
    });

    it("says that nobody is let in before a policy does", () => {
        const said = (shape: EnvironmentShape) =>
            plannedOf(shape, config()).notices.filter((notice) =>
                notice.startsWith("Services of the service network"),
            );
        assert.equal(said(OWN).length, 1);
        assert.deepEqual(said(shapeWith({ serviceNetwork: { kind: "own", auth: "NONE" } })), []);
    });

    it("is refused with every fault at once", () => {
        const at = "stacks/dev.ts › lattice";
        const of = "Pulumi.dev.yaml › platform:lattice";
        assert.deepEqual(
            refusedOf(shapeWith({ serviceNetwork: { kind: "own", name: "No--good" }, callers: ["all"] })),
            [
                `${of}: services answer callers whose addresses are of AWS's prefix list, and none is named. Name it: { prefixLists: [pl-…] }, of com.amazonaws.<region>.vpc-lattice.`,
                `${at}.serviceNetwork.name: not a name that VPC Lattice takes (got "No--good"). Write three to 63 small letters, digits and single hyphens.`,
                `${at}.callers[0]: not the id of a security group (got "all"). Write sg- and its digits, as EC2 shows it.`,
            ],
        );
        assert.deepEqual(refusedOf(shapeWith({ serviceNetwork: { kind: "existing" } }), config()), [
            `${of}.serviceNetwork: the service network is somebody else's, and none is named. Name it: sn-…, or its ARN where it is another account's.`,
        ]);
        assert.deepEqual(
            refusedOf(OWN, config({ prefixLists: ["pl-00000001", "pl-00000001"], serviceNetwork: SN })),
            [
                `${of}.serviceNetwork: the kit makes a service network of its own here (got "${SN}"). Remove it, or write serviceNetwork: { kind: "existing" } in the shape.`,
                `${of}.prefixLists[1]: named at [0] already (got "pl-00000001"). Name each once.`,
            ],
        );
        assert.match(
            refusedOf(ON_NODES, config()).join(),
            /^Pulumi\.dev\.yaml › platform:lattice: the shape has no lattice/,
        );
        assert.match(
            refusedOf(OWN, { config: { "platform:lattice": { prefixLists: ["com.amazonaws"] } } }).join(),
            /platform:lattice\.prefixLists\[0\]: not the id of a prefix list/,
        );
    });
});

describe(CHART, () => {
    it("is told where it is, for the instance it runs on answers no pod", async () => {
        const graph = await graphOfShape(OWN, config());
        const release = objectOf(resourceNamed(graph, `chart-${CHART}-release`).inputs);
        assert.deepEqual(
            [release["chart"], release["version"], release["namespace"]],
            [
                `oci://public.ecr.aws/aws-application-networking-k8s/${CHART}`,
                "v2.1.3",
                "aws-application-networking-system",
            ],
        );
        const { clusterVpcId, deployment, ...values } = objectOf(release["values"]);
        assert.match(String(clusterVpcId), /^vpc-/);
        assert.equal(objectOf(deployment)["replicas"], 2);
        assert.deepEqual(values, {
            awsAccountId: "210987654321",
            awsRegion: "us-east-1",
            clusterName: "platform-dev",
            pdb: { enabled: true, maxUnavailable: 1 },
            resources: { limits: { memory: "128Mi" }, requests: { cpu: "50m", memory: "128Mi" } },
            serviceAccount: { create: true, name: "gateway-api-controller" },
        });
        const unknown = await graphOfShape(OWN, { ...config(), mode: "unknown" });
        assert.ok(resourceNamed(unknown, `chart-${CHART}-release`));
    });

    it("makes services by a role of its own, and goes before the network it makes them in", async () => {
        const graph = await graphOfShape(OWN, config());
        const granted = graph.resources.find(
            ({ name, type }) => type === "aws:iam/rolePolicy:RolePolicy" && name.startsWith(`chart-${CHART}`),
        );
        const { policy } = objectOf(granted?.inputs);
        assert.match(String(policy), /"Action":\["vpc-lattice:CreateAccessLogSubscription",/);
        assert.doesNotMatch(String(policy), /vpc-lattice:\*/);
        assert.match(
            String(policy),
            /arn:aws:iam::210987654321:role\/aws-service-role\/vpc-lattice\.amazonaws\.com/,
        );
        const release = resourceNamed(graph, `chart-${CHART}-release`);
        const behind = ancestorsOf(graph, release.urn);
        for (const name of ["lattice-vpc", "lattice-pl-0123456789abcdef0"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
    });

    it("is refused where its pods get no role, and values that no plan would show", () => {
        const refused = (shape: EnvironmentShape) => refusedOf(shape, config());
        const lattice: LatticeWords = { serviceNetwork: { kind: "own" } };
        assert.match(
            refused({ ...FARGATE, lattice, catalogue: { [CHART]: {} } }).join(),
            /compute of kind fargate has no use for it: its pods call AWS by Pod Identity/,
        );
        const values = Object.fromEntries(
            (latticeController.reserved ?? []).map(({ path }) => [path.split(".")[0], {}]),
        );
        const lines = refused({
            ...OWN,
            catalogue: { [CHART]: { values: { ...values, clusterVpcId: "vpc-1" } } },
        });
        assert.match(lines.join("\n"), /values\.clusterVpcId: this is the environment's VPC/);
        assert.match(lines.join("\n"), /values\.defaultServiceNetwork: this makes a service network/);
    });
});
