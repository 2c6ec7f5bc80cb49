import assert from "node:assert/strict";

import {
    checkCluster,
    type ClusterSpec,
    decisionsOfCluster,
    planCluster,
} from "../../../components/cluster/cluster-spec";
import { describeProblem } from "../../../components/shared/problems";
import { clusterSpec } from "../../support/cluster-spec";
import { LOG_TYPES, type LogType } from "../../../components/cluster/cluster-schema";

function refusals(changes: Partial<ClusterSpec>): string[] {
    return checkCluster(clusterSpec(changes)).map((problem) => describeProblem(problem));
}

describe("checkCluster", () => {
    it("takes the fixture, with every log and with none", () => {
        assert.deepEqual(refusals({}), []);
        assert.deepEqual(refusals({ logs: { types: LOG_TYPES, retentionDays: 365 } }), []);
        assert.deepEqual(refusals({ logs: { types: [], retentionDays: 1 } }), []);
    });

    for (const name of ["a", "1", "kit_Test-1", "x".repeat(100)]) {
        it(`takes ${name.length < 20 ? name : `${name.length} characters`} as a name`, () => {
            assert.deepEqual(refusals({ clusterName: name }), []);
        });
    }

    for (const name of ["", "-kit", "_kit", "kit.dev", "prød", "kit dev", "x".repeat(101)]) {
        it(`F34: refuses ${name.length < 20 ? `"${name}"` : `${name.length} characters`} as a name`, () => {
            assert.deepEqual(refusals({ clusterName: name }), [
                `clusterName: not a name EKS takes (got "${name}"). ` +
                    "Use 1 to 100 of A-Z a-z 0-9 - _, the first a letter or a digit.",
            ]);
        });
    }

    for (const version of ["1.35", "1.36"]) {
        it(`takes version ${version}`, () => {
            assert.deepEqual(refusals({ kubernetesVersion: version }), []);
        });
    }

    for (const [version, written] of [
        ["1.3", "1.30"],
        ["1.4", "1.40"],
    ]) {
        it(`names ${written} that YAML turned into ${version}`, () => {
            assert.deepEqual(refusals({ kubernetesVersion: String(version) }), [
                `kubernetesVersion: YAML reads an unquoted ${written} as the number ${version} (got "${version}"). ` +
                    'Write the version in quotes: "1.35" or "1.36".',
            ]);
        });
    }

    for (const version of ["1.34", "1.37", "v1.36", "1.36.0", "latest", ""]) {
        it(`refuses version "${version}"`, () => {
            assert.deepEqual(refusals({ kubernetesVersion: version }), [
                `kubernetesVersion: not a version the kit has pins for (got "${version}"). Choose "1.35" or "1.36".`,
            ]);
        });
    }

    for (const cidr of ["172.20.0.0/16", "10.96.0.0/12", "192.168.7.0/24"]) {
        it(`takes ${cidr} for services`, () => {
            assert.deepEqual(refusals({ serviceCidr: cidr }), []);
        });
    }

    it("F07: refuses services in the VPC's addresses, naming both ranges", () => {
        assert.deepEqual(refusals({ serviceCidr: "10.0.64.0/18", vpcCidr: "10.0.0.0/16" }), [
            "serviceCidr: services would take addresses of the VPC, which has vpcCidr 10.0.0.0/16 " +
                '(got "10.0.64.0/18"). Choose a serviceCidr and a vpcCidr that do not overlap.',
        ]);
        assert.deepEqual(refusals({ serviceCidr: "10.0.0.0/12", vpcCidr: "10.3.0.0/16" }).length, 1);
    });

    it("leaves a VPC's own faults to the network", () => {
        assert.deepEqual(refusals({ vpcCidr: "nonsense" }), []);
    });

    it("refuses services in no network, or not at its first address", () => {
        assert.deepEqual(refusals({ serviceCidr: "172.20.0.0" }), [
            'serviceCidr: not an IPv4 network (got "172.20.0.0"). Write <address>/<prefix>: 172.20.0.0/16.',
        ]);
        assert.deepEqual(refusals({ serviceCidr: "172.20.1.0/16" }), [
            'serviceCidr: not the network\'s first address (got "172.20.1.0/16"). Write 172.20.0.0/16.',
        ]);
    });

    it("refuses services in too small, too large and public networks, all at once", () => {
        assert.deepEqual(refusals({ serviceCidr: "172.20.0.0/25" }), [
            'serviceCidr: EKS takes no /25 for services (got "172.20.0.0/25"). Use /12 to /24.',
        ]);
        assert.deepEqual(refusals({ serviceCidr: "203.0.112.0/11" }).length, 3);
        assert.deepEqual(refusals({ serviceCidr: "192.0.2.0/24" }), [
            'serviceCidr: a documentation range: EKS takes only private networks for services (got "192.0.2.0/24"). ' +
                "Use a network inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.",
        ]);
        assert.deepEqual(refusals({ serviceCidr: "100.64.0.0/11", vpcCidr: "10.0.0.0/16" }), [
            'serviceCidr: EKS takes no /11 for services (got "100.64.0.0/11"). Use /12 to /24.',
            'serviceCidr: EKS takes only private networks for services (got "100.64.0.0/11"). ' +
                "Use a network inside 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16.",
        ]);
    });

    it("F42: refuses a retention CloudWatch Logs does not offer", () => {
        assert.deepEqual(refusals({ logs: { types: ["audit"], retentionDays: 42 } }), [
            "logs.retentionDays: CloudWatch Logs does not offer this number of days (got 42). Write 60, or another of " +
                "1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653.",
        ]);
    });

    it("refuses an unknown log and one listed twice", () => {
        // As a fork without type checking could write it.
        const types = ["audit", "kubelet", "audit"] as readonly string[] as readonly LogType[];
        assert.deepEqual(refusals({ logs: { types, retentionDays: 14 } }), [
            'logs.types[1]: not a log of the control plane (got "kubelet"). ' +
                "Choose from api, audit, authenticator, controllerManager, scheduler.",
            'logs.types[2]: the same log as logs.types[0] (got "audit"). List each log once.',
        ]);
    });

    it("takes a role of the account to assume, with its path", () => {
        assert.deepEqual(refusals({ assumeRoleArn: "arn:aws:iam::123456789012:role/ci/deploy" }), []);
    });

    it("F23: refuses a role of another account, and what is no role", () => {
        const other = "arn:aws:iam::999999999999:role/deploy";
        assert.deepEqual(refusals({ assumeRoleArn: other }), [
            `assumeRoleArn: belongs to account 999999999999, the environment to 123456789012 (got "${other}"). ` +
                "Name a principal of the environment's account.",
        ]);
        const user = "arn:aws:iam::123456789012:user/ada";
        assert.deepEqual(refusals({ assumeRoleArn: user }), [
            `assumeRoleArn: an IAM user, where a role is needed (got "${user}"). ` +
                "Write arn:aws:iam::123456789012:role/<name>.",
        ]);
    });

    it("names every fault of every argument, API access included", () => {
        const problems = checkCluster(
            clusterSpec({
                clusterName: "",
                kubernetesVersion: "1.3",
                serviceCidr: "x",
                apiAccess: { kind: "public", cidrs: [] },
                logs: { types: [], retentionDays: 0 },
                assumeRoleArn: "x",
            }),
        );
        assert.deepEqual(
            problems.map(({ path }) => path),
            [
                "clusterName",
                "kubernetesVersion",
                "serviceCidr",
                "apiAccess.cidrs",
                "logs.retentionDays",
                "assumeRoleArn",
            ],
        );
    });
});

describe("planCluster", () => {
    it("names the log group EKS writes to and sorts the logs", () => {
        const plan = planCluster(clusterSpec({ logs: { types: ["scheduler", "api"], retentionDays: 14 } }));
        assert.equal(plan.logGroupName, "/aws/eks/kit-test/cluster");
        assert.deepEqual(plan.logTypes, ["api", "scheduler"]);
    });

    it("passes on role and proxy only when there are any", () => {
        assert.deepEqual(planCluster(clusterSpec()).kubeconfigOptions, { region: "us-east-1" });
        const assumeRoleArn = "arn:aws:iam::123456789012:role/deploy";
        const apiAccess = { kind: "private", reach: "proxy", proxyUrl: "http://proxy:3128" } as const;
        assert.deepEqual(planCluster(clusterSpec({ apiAccess, assumeRoleArn })).kubeconfigOptions, {
            region: "us-east-1",
            assumeRoleArn,
            proxyUrl: "http://proxy:3128",
        });
    });
});

describe("decisionsOfCluster", () => {
    it("says what a reviewer asks", () => {
        assert.deepEqual(decisionsOfCluster(clusterSpec()), {
            api: "public to 203.0.113.0/24, and private",
            clusterName: "kit-test",
            credentials: "the caller's",
            deletionProtection: false,
            kubernetesVersion: "1.36",
            logRetentionDays: 14,
            logs: ["api", "audit"],
            serviceCidr: "172.20.0.0/16",
            standardSupportUntil: "2027-08-02",
            supportType: "STANDARD",
            zonalShift: false,
        });
    });

    it("names the role assumed, and no date for a version it does not know", () => {
        const assumeRoleArn = "arn:aws:iam::123456789012:role/deploy";
        const decisions = decisionsOfCluster(clusterSpec({ assumeRoleArn, kubernetesVersion: "1.3" }));
        assert.equal(decisions["credentials"], assumeRoleArn);
        assert.equal(decisions["standardSupportUntil"], undefined);
    });
});
