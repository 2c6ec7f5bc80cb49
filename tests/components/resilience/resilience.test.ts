/** What an environment must outlive. */
import assert from "node:assert/strict";

import type { EnvironmentShape } from "../../../components/platform/shape";
import type { ResilienceWords } from "../../../components/resilience/resilience-schema";
import { objectOf } from "../../../tools/facts/build";
import { ancestorsOf } from "../../../tools/plan/order";
import { graphOfShape, refusedOf } from "../../support/plan-shape";
import { resourceNamed } from "../../support/record";
import { ON_NODES } from "../../support/shapes";

const ALARM = "arn:aws:cloudwatch:us-east-1:210987654321:alarm:errors";
const shapeWith = (resilience: ResilienceWords, zonalShift = true): EnvironmentShape => ({
    ...ON_NODES,
    controlPlane: { ...ON_NODES.controlPlane, zonalShift },
    resilience,
});
const HUB: ResilienceWords = {
    hub: {
        availabilityPercent: 99.9,
        zoneLoss: { recoverMinutes: 5, loseMinutes: 0 },
        regionLoss: { approach: "BACKUP_AND_RESTORE", recoverMinutes: 240 },
        backupMinutes: 1440,
        namespaces: ["shop"],
    },
};
const at = "stacks/dev.ts › resilience";

describe("resilience", () => {
    it("has Resilience Hub find by its tag what the plan makes, and assess it by a policy", async () => {
        const graph = await graphOfShape(shapeWith(HUB));
        const named = (name: string) => objectOf(resourceNamed(graph, name).inputs);
        const tags = { Name: "platform-dev" };
        assert.deepEqual(named("resilience-policy"), {
            availabilitySlo: { target: 99.9 },
            dataRecovery: { timeBetweenBackupsInMinutes: 1440 },
            multiAz: { disasterRecoveryApproach: "ACTIVE_ACTIVE", rpoInMinutes: 0, rtoInMinutes: 5 },
            multiRegion: { disasterRecoveryApproach: "BACKUP_AND_RESTORE", rtoInMinutes: 240 },
            name: "platform-dev",
            tags,
        });
        const { permissionModel, policyArn, ...service } = named("resilience-service");
        assert.deepEqual(service, { name: "platform-dev", regions: ["us-east-1"], tags });
        assert.match(
            JSON.stringify(permissionModel),
            /^\{"invokerRoleName":"resilience-role-[0-9a-f]{7}"\}$/,
        );
        assert.match(
            String(policyArn),
            /^arn:aws:resiliencehub:us-east-1:210987654321:policy\/platform-dev:/,
        );
        assert.deepEqual(named("resilience-tagged")["resourceConfiguration"], {
            resourceTags: [{ key: "cluster", values: ["platform-dev"] }],
        });
        assert.match(
            JSON.stringify(named("resilience-workloads")["resourceConfiguration"]),
            /^\{"eks":\{"clusterArn":"arn:aws:eks:us-east-1:210987654321:cluster\/platform-dev","namespaces":\["shop"\]\}\}$/,
        );
    });

    it("lets the role look before Resilience Hub tries it, in the named namespaces alone", async () => {
        const graph = await graphOfShape(shapeWith(HUB));
        const role = graph.resources.find(
            ({ name, type }) => name === "resilience-role" && type.endsWith(":Role"),
        );
        const { assumeRolePolicy } = objectOf(role?.inputs);
        assert.match(String(assumeRolePolicy), /"Principal":\{"Service":"resiliencehub\.amazonaws\.com"\}/);
        const looks = resourceNamed(graph, "resilience-AmazonEKSViewPolicy");
        assert.deepEqual(objectOf(looks.inputs)["accessScope"], { namespaces: ["shop"], type: "namespace" });
        const workloads = ancestorsOf(graph, resourceNamed(graph, "resilience-workloads").urn);
        assert.ok(workloads.has(looks.urn));
        const attachment = graph.resources.find(
            ({ name, type }) => name === "resilience-role" && type.includes("rolePolicyAttachment"),
        );
        assert.match(
            String(objectOf(attachment?.inputs)["policyArn"]),
            /AWSResilienceHubV2AssessmentExecutionPolicy$/,
        );
        const service = ancestorsOf(graph, resourceNamed(graph, "resilience-service").urn);
        assert.ok(service.has(attachment?.urn ?? ""));
    });

    it("assesses no workload unless a namespace is named", async () => {
        const graph = await graphOfShape(shapeWith({ hub: { availabilityPercent: 99 } }));
        const names = graph.resources
            .filter(({ name, type }) => name.startsWith("resilience-") && type.startsWith("aws:"))
            .map(({ name }) => name);
        assert.deepEqual(names.sort(), [
            "resilience-policy",
            "resilience-role",
            "resilience-role",
            "resilience-service",
            "resilience-tagged",
        ]);
    });

    it("lets AWS shift zones away by itself, practised when it may", async () => {
        const inputsOf = async (autoshift: NonNullable<ResilienceWords["autoshift"]>) => {
            const graph = await graphOfShape(shapeWith({ autoshift }));
            const { resourceArn, ...rest } = objectOf(resourceNamed(graph, "resilience-autoshift").inputs);
            assert.equal(resourceArn, "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev");
            return rest;
        };
        const outcome = { outcomeAlarms: [{ alarmIdentifier: ALARM, type: "CLOUDWATCH" }] };
        assert.deepEqual(await inputsOf({ outcomeAlarms: [ALARM] }), {
            ...outcome,
            zonalAutoshiftStatus: "ENABLED",
        });
        assert.deepEqual(
            await inputsOf({
                outcomeAlarms: [ALARM],
                blockingAlarms: [ALARM],
                practice: { kind: "blocked", windows: ["Fri:15:00-Mon:06:00"] },
                blockedDates: ["2026-12-24"],
            }),
            {
                ...outcome,
                blockedDates: ["2026-12-24"],
                blockedWindows: ["Fri:15:00-Mon:06:00"],
                blockingAlarms: outcome.outcomeAlarms,
                zonalAutoshiftStatus: "ENABLED",
            },
        );
        const practice = { kind: "allowed", windows: ["Tue:09:00-Tue:17:00"] } as const;
        const { allowedWindows } = await inputsOf({ outcomeAlarms: [ALARM], practice });
        assert.deepEqual(allowedWindows, ["Tue:09:00-Tue:17:00"]);
    });

    it("is refused with every fault at once", () => {
        assert.deepEqual(refusedOf(shapeWith({})), [
            `${at}: nothing is asked for. Set hub, autoshift or both, or remove it.`,
        ]);
        assert.deepEqual(refusedOf(shapeWith({ hub: { namespaces: ["Shop", "team-*"] } })), [
            `${at}.hub: the policy has no target to assess by. Set availabilityPercent, zoneLoss, regionLoss or backupMinutes.`,
            `${at}.hub.namespaces[0]: not the name of a namespace (got "Shop"). Write it as Kubernetes has it, without wildcards.`,
            `${at}.hub.namespaces[1]: not the name of a namespace (got "team-*"). Write it as Kubernetes has it, without wildcards.`,
        ]);
        const namespaces = Array.from({ length: 11 }, (_, index) => `team-${index}`);
        assert.deepEqual(
            refusedOf(
                shapeWith({
                    hub: {
                        availabilityPercent: 101,
                        backupMinutes: -1,
                        zoneLoss: { recoverMinutes: 0.5 },
                        namespaces,
                    },
                }),
            ),
            [
                `${at}.hub.availabilityPercent: not a share of the time (got 101). Write percent, such as 99.9.`,
                `${at}.hub.backupMinutes: not a number of minutes (got -1). Write whole minutes, 0 or more.`,
                `${at}.hub.zoneLoss.recoverMinutes: not a number of minutes (got 0.5). Write whole minutes, 0 or more.`,
                `${at}.hub.namespaces: Resilience Hub takes ten namespaces of a cluster (got 11). Name ten at most.`,
            ],
        );
        assert.deepEqual(
            refusedOf(
                shapeWith(
                    {
                        autoshift: {
                            outcomeAlarms: [],
                            blockingAlarms: ["errors"],
                            practice: { kind: "allowed", windows: ["Monday"] },
                            blockedDates: ["24.12.2026"],
                        },
                    },
                    false,
                ),
            ),
            [
                `${at}.autoshift: the cluster is not registered for zonal shift. Set controlPlane.zonalShift: true, or remove it.`,
                `${at}.autoshift.outcomeAlarms: AWS shifts nothing by itself before it has practised, and needs an alarm that tells how that went. Name an alarm of CloudWatch by its ARN.`,
                `${at}.autoshift.blockingAlarms[0]: not the ARN of an alarm of this account and region (got "errors"). Write arn:aws:cloudwatch:us-east-1:210987654321:alarm:<name>.`,
                `${at}.autoshift.practice.windows[0]: not a window of the week (got "Monday"). Write it in UTC: Mon:09:00-Mon:17:00.`,
                `${at}.autoshift.blockedDates[0]: not a day (got "24.12.2026"). Write it as 2026-12-24.`,
            ],
        );
        const tags = { "platform:organisation": { tags: { cluster: false } } };
        assert.match(
            refusedOf(shapeWith(HUB), { config: tags }).join("\n"),
            /resilience\.hub: the organisation writes no tag with the cluster's name/,
        );
    });
});
