/** Room that is held free ahead of pods. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { FARGATE, MANAGED } from "../../support/kinds";
import { graphOfShape, plannedOf, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

type Rooms = NonNullable<EnvironmentShape["headroom"]>;

const WEB: Rooms = { web: { pods: 2, requests: { cpu: "1", memory: "2Gi" } } };
const shapeWith = (headroom: Rooms): EnvironmentShape => ({ ...ON_NODES, headroom });
const at = "stacks/dev.ts › headroom";

describe("headroom", () => {
    it("is pods that do nothing, that every other may evict, and that evict nobody", async () => {
        const graph = await graphOfShape(shapeWith(WEB));
        const { kind, ...priority } = objectOf(resourceNamed(graph, "headroom-priority").inputs);
        assert.equal(kind, "PriorityClass");
        assert.deepEqual(priority, {
            apiVersion: "scheduling.k8s.io/v1",
            description: "Pods that hold room free, and are the first to go",
            globalDefault: false,
            metadata: { name: "headroom" },
            preemptionPolicy: "Never",
            value: -10,
        });
        const labels = { "app.kubernetes.io/instance": "web", "app.kubernetes.io/name": "headroom" };
        const amounts = { cpu: "1", memory: "2Gi" };
        const { metadata, spec } = objectOf(resourceNamed(graph, "headroom-web").inputs);
        assert.deepEqual(metadata, {
            annotations: { "pulumi.com/skipAwait": "true" },
            name: "web",
            namespace: "headroom",
        });
        assert.deepEqual(spec, {
            replicas: 2,
            selector: { matchLabels: labels },
            template: {
                metadata: { annotations: { "eks.amazonaws.com/compute-type": "ec2" }, labels },
                spec: {
                    automountServiceAccountToken: false,
                    containers: [
                        {
                            image: "registry.k8s.io/pause:3.10.2",
                            name: "pause",
                            resources: { limits: amounts, requests: amounts },
                            securityContext: {
                                allowPrivilegeEscalation: false,
                                capabilities: { drop: ["ALL"] },
                                readOnlyRootFilesystem: true,
                                runAsNonRoot: true,
                                runAsUser: 65535,
                                seccompProfile: { type: "RuntimeDefault" },
                            },
                        },
                    ],
                    priorityClassName: "headroom",
                    terminationGracePeriodSeconds: 0,
                    tolerations: [],
                    topologySpreadConstraints: [
                        {
                            labelSelector: { matchLabels: labels },
                            maxSkew: 1,
                            topologyKey: "topology.kubernetes.io/zone",
                            whenUnsatisfiable: "ScheduleAnyway",
                        },
                    ],
                },
            },
        });
        const behind = ancestorsOf(graph, resourceNamed(graph, "headroom-web").urn);
        for (const name of ["headroom-namespace", "headroom-priority"]) {
            assert.ok(behind.has(resourceNamed(graph, name).urn), name);
        }
    });

    it("holds room where it is told to, from a mirror, and one room more beside it", async () => {
        const selected = { "karpenter.sh/nodepool": "graviton" };
        const rooms: Rooms = {
            ...WEB,
            batch: {
                pods: 1,
                requests: { cpu: "500m", memory: "1Gi" },
                nodeSelector: selected,
                tolerates: ["batch"],
                zoneSpread: false,
            },
        };
        const graph = await graphOfShape(shapeWith(rooms), {
            config: { "platform:imageRegistry": "mirror.example.com" },
        });
        assert.ok(resourceNamed(graph, "headroom-web"));
        const { template } = objectOf(objectOf(resourceNamed(graph, "headroom-batch").inputs)["spec"]);
        const { nodeSelector, tolerations, topologySpreadConstraints } = objectOf(objectOf(template)["spec"]);
        assert.deepEqual(
            [nodeSelector, tolerations, topologySpreadConstraints],
            [selected, [{ key: "batch", operator: "Exists" }], []],
        );
        assert.match(JSON.stringify(template), /"image":"mirror\.example\.com\/pause:3\.10\.2"/);
    });

    it("says what it costs, and is reckoned with by placement", () => {
        assert.deepEqual(
            plannedOf(shapeWith(WEB)).notices.filter((notice) => notice.startsWith("Headroom")),
            [
                "Headroom web keeps nodes for 2 times 1 CPU and 2Gi of memory, and is billed as they are, whether pods need the room or not",
            ],
        );
        const larger = { web: { pods: 1, requests: { cpu: "5000", memory: "2Gi" } } };
        assert.match(refusedOf(shapeWith(larger)).join(), /headroom-web/);
        const elsewhere = { web: { ...WEB["web"], nodeSelector: { disk: "none" } } } as Rooms;
        assert.match(refusedOf({ ...MANAGED, headroom: elsewhere }).join(), /headroom-web/);
    });

    it("is refused where no node is kept, and with every fault at once", () => {
        assert.deepEqual(refusedOf({ ...FARGATE, headroom: WEB }), [
            `${at}: compute of kind fargate has no use for it: Fargate makes a node for each pod as it comes, and keeps none ahead. Remove it.`,
        ]);
        assert.deepEqual(
            refusedOf({ ...FARGATE, compute: { kind: "none" }, headroom: WEB }).filter((line) =>
                line.startsWith(at),
            ),
            [`${at}: compute of kind none has no use for it: there is no node to hold room on. Remove it.`],
        );
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    Web: { pods: 0, requests: { cpu: "lots", memory: "0" }, tolerates: [""] },
                }),
            ).filter((line) => line.startsWith(at)),
            [
                `${at}.Web: not a name of a room (got "Web"). Use 1 to 40 small letters, digits and hyphens, with a letter or digit at both ends.`,
                `${at}.Web.pods: not a number of pods (got 0). Choose 1 or more, or remove the room.`,
                `${at}.Web.requests.cpu: not an amount that a node could hold free (got "lots"). Write 500m or 1.`,
                `${at}.Web.requests.memory: not an amount that a node could hold free (got "0"). Write 512Mi or 1Gi.`,
                `${at}.Web.tolerates[0]: no key of a taint: the room would be on system nodes as well (got ""). Name the taint's key.`,
            ],
        );
        assert.deepEqual(
            plannedOf(shapeWith({})).plan.components.filter(({ name }) => name === "headroom"),
            [],
        );
    });
});
