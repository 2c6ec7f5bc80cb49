import assert from "node:assert/strict";

import { parse } from "smol-toml";

import { completeUserData, type UserDataSpec } from "../../../components/compute/node-user-data";
import { checkUserData } from "../../../components/shared/user-data";

const CLUSTER = {
    name: "kit-test",
    endpoint: "https://api.example.com",
    certificateAuthorityData: "LS0tLQ==",
};
const AL2023: UserDataSpec = {
    amiFamily: "AL2023",
    serviceCidr: "172.20.0.0/16",
};
const BOTTLEROCKET: UserDataSpec = { ...AL2023, amiFamily: "Bottlerocket" };

const NODE_CONFIG =
    '{"apiVersion":"node.eks.aws/v1alpha1","kind":"NodeConfig","spec":{"cluster":{"name":"kit-test",' +
    '"apiServerEndpoint":"https://api.example.com","certificateAuthority":"LS0tLQ==","cidr":"172.20.0.0/16"},' +
    '"kubelet":{"config":{"registerWithTaints":[]},"flags":[]}}}';

/** As plain objects: the reader's own have no prototype. */
const settingsOf = (text: string): unknown => JSON.parse(JSON.stringify(parse(text)));

describe("completeUserData", () => {
    it("AL2023: one NodeConfig with the cluster", () => {
        assert.equal(
            completeUserData(AL2023, CLUSTER),
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="//"\n\n' +
                `--//\nContent-Type: application/node.eks.aws\n\n${NODE_CONFIG}\n--//--\n`,
        );
    });

    it("AL2023: behind the parts somebody wrote, so that the cluster's values win", () => {
        const userData =
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="MINE"\n\n' +
            "--MINE\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho ready\n--MINE--\n";
        assert.deepEqual(checkUserData("userData", "AL2023", userData, "eks"), []);
        assert.equal(
            completeUserData({ ...AL2023, userData }, CLUSTER),
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="MINE"\n\n' +
                "--MINE\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho ready\n" +
                `--MINE\nContent-Type: application/node.eks.aws\n\n${NODE_CONFIG}\n--MINE--\n`,
        );
    });

    it("AL2023: with labels and taints, which EKS would set after the node has joined", () => {
        const text = completeUserData(
            {
                ...AL2023,
                labels: { tier: "web", "example.com/a": "b" },
                taints: [
                    { key: "dedicated", value: "batch", effect: "NO_SCHEDULE" },
                    { key: "slow", effect: "NoExecute" },
                ],
            },
            CLUSTER,
        );
        assert.match(
            text,
            /"kubelet":\{"config":\{"registerWithTaints":\[\{"key":"dedicated","value":"batch","effect":"NoSchedule"\},\{"key":"slow","effect":"NoExecute"\}\]\},"flags":\["--node-labels=tier=web,example\.com\/a=b"\]\}/,
        );
    });

    it("Bottlerocket: the settings somebody wrote, the cluster, labels and taints", () => {
        const text = completeUserData(
            {
                ...BOTTLEROCKET,
                labels: { tier: "web" },
                taints: [
                    { key: "dedicated", value: "batch", effect: "NO_SCHEDULE" },
                    { key: "dedicated", value: "batch", effect: "NO_EXECUTE" },
                    { key: "slow", effect: "NoExecute" },
                ],
                userData:
                    '[settings.kubernetes]\nmax-pods = 42\n[settings.kernel.sysctl]\n"vm.max_map_count" = "262144"\n',
            },
            CLUSTER,
        );
        assert.deepEqual(settingsOf(text), {
            settings: {
                kernel: { sysctl: { "vm.max_map_count": "262144" } },
                kubernetes: {
                    "api-server": "https://api.example.com",
                    "cluster-certificate": "LS0tLQ==",
                    "cluster-name": "kit-test",
                    "max-pods": 42,
                    "node-labels": { tier: "web" },
                    "node-taints": {
                        dedicated: ["batch:NoSchedule", "batch:NoExecute"],
                        slow: [":NoExecute"],
                    },
                },
            },
        });
    });

    it("Bottlerocket: nothing but the cluster where nothing was written", () => {
        assert.deepEqual(settingsOf(completeUserData(BOTTLEROCKET, CLUSTER)), {
            settings: {
                kubernetes: {
                    "api-server": "https://api.example.com",
                    "cluster-certificate": "LS0tLQ==",
                    "cluster-name": "kit-test",
                },
            },
        });
    });
});
