import assert from "node:assert/strict";

import fc from "fast-check";

import { checkFargateProfile } from "../../../components/compute/fargate-profile-spec";
import { planSystemProfiles, type SystemProfile } from "../../../components/compute/system-profiles";
import { type KitPod, PHASES } from "../../../components/shared/pods";

const TODAY: SystemProfile = {
    profile: "system",
    selectors: [
        { namespace: "kube-system", labels: { "app.kubernetes.io/name": "karpenter" } },
        { namespace: "kube-system", labels: { "k8s-app": "kube-dns" } },
        { namespace: "kube-system", labels: { app: "ebs-csi-controller" } },
        { namespace: "kube-system", labels: { "app.kubernetes.io/name": "metrics-server" } },
    ],
};

const INGRESS: KitPod = {
    name: "ingress",
    kind: "Deployment",
    phase: "core",
    namespace: "ingress",
    labels: { app: "ingress", part: "controller" },
    tolerations: [],
    replicas: 2,
    spreadOverNodes: false,
    identity: "irsa",
    nodesOnly: false,
    notOnPools: false,
};

describe("planSystemProfiles", () => {
    /** Those of today, with labels beside the ones they are selected by. */
    const pods = TODAY.selectors.map(({ labels, namespace }, index): KitPod => ({
        ...INGRESS,
        name: `today-${index}`,
        namespace,
        labels: { ...labels, "pod-template-hash": "1" },
    }));

    it("has today's one profile for today's pods, and the same without any", () => {
        assert.deepEqual(planSystemProfiles(pods), [TODAY]);
        assert.deepEqual(planSystemProfiles([]), [TODAY]);
    });

    it("gives a further Deployment a profile of its own, behind the frozen one", () => {
        assert.deepEqual(planSystemProfiles([INGRESS, ...pods]), [
            TODAY,
            {
                profile: "system-ingress",
                selectors: [{ namespace: "ingress", labels: { app: "ingress", part: "controller" } }],
            },
        ]);
    });

    it("selects by the labels that only its pods carry, where the part names them", () => {
        const [, own] = planSystemProfiles([{ ...INGRESS, fargateLabels: { part: "controller" } }]);
        assert.deepEqual(own?.selectors, [{ namespace: "ingress", labels: { part: "controller" } }]);
    });

    it("gives pods that name a profile one together: by their labels, or their whole namespace", () => {
        const named = (name: string, wholeNamespace: boolean): KitPod => ({
            ...INGRESS,
            phase: "releases",
            name,
            labels: { app: name },
            fargateProfile: { name: "lbc", wholeNamespace },
        });
        assert.deepEqual(planSystemProfiles([named("one", false), named("two", false)]), [
            TODAY,
            {
                profile: "system-lbc",
                selectors: [
                    { namespace: "ingress", labels: { app: "one" } },
                    { namespace: "ingress", labels: { app: "two" } },
                ],
            },
        ]);
        assert.deepEqual(planSystemProfiles([named("one", true), named("two", true)]), [
            TODAY,
            { profile: "system-lbc", selectors: [{ namespace: "ingress" }] },
        ]);
    });

    it("leaves out what runs on nodes, and what comes once there are some", () => {
        const others: readonly Partial<KitPod>[] = [
            { kind: "DaemonSet" },
            { nodesOnly: true },
            { phase: "pools" },
            { phase: "releases" },
        ];
        for (const other of others) assert.deepEqual(planSystemProfiles([{ ...INGRESS, ...other }]), [TODAY]);
        assert.equal(planSystemProfiles([{ ...INGRESS, phase: "karpenter" }]).length, 2);
    });

    it("a part that joins or goes never changes another one's profile, and EKS takes every one", () => {
        const name = fc.stringMatching(/^[a-z]([a-z0-9-]{0,20}[a-z0-9])?$/);
        const pod = fc
            .record({ name, phase: fc.constantFrom(...PHASES), namespace: name })
            .map(({ name: own, ...rest }): KitPod => ({
                ...INGRESS,
                ...rest,
                name: own,
                labels: { app: own },
            }));
        const all = fc.uniqueArray(pod, { selector: (one) => one.name, maxLength: 12 });
        fc.assert(
            fc.property(all, fc.func(fc.boolean()), (parts, keeps) => {
                const before = new Map(
                    planSystemProfiles(parts.filter((one) => keeps(one.name))).map((one) => [
                        one.profile,
                        one,
                    ]),
                );
                const after = planSystemProfiles(parts);
                assert.equal(new Set(after.map(({ profile }) => profile)).size, after.length);
                for (const one of after) {
                    assert.deepEqual(before.get(one.profile) ?? one, one);
                    assert.deepEqual(checkFargateProfile(one), []);
                }
                assert.ok(
                    [...before.keys()].every((profile) => after.some((one) => one.profile === profile)),
                );
            }),
            { seed: 20261129, numRuns: 200 },
        );
    });
});
