import assert from "node:assert/strict";

import { parse } from "smol-toml";

import { checkUserData } from "../../../components/shared/user-data";
import { readMime } from "../../../components/shared/user-data-mime";
import { withInstanceStore } from "../../../components/shared/user-data-storage";

describe("withInstanceStore", () => {
    it("AL2023: a NodeConfig before what a person wrote, so that what that says stays", () => {
        const own =
            'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="x"\n\n--x\nContent-Type: text/x-shellscript\n\n#!/bin/bash\necho\n--x--\n';
        const archive = readMime(withInstanceStore("AL2023", own));
        assert.ok("parts" in archive);
        assert.deepEqual(
            archive.parts.map(({ type }) => type),
            ["application/node.eks.aws", "text/x-shellscript"],
        );
        assert.deepEqual(JSON.parse(archive.parts[0]?.content ?? ""), {
            apiVersion: "node.eks.aws/v1alpha1",
            kind: "NodeConfig",
            spec: { instance: { localStorage: { strategy: "RAID0" } } },
        });
    });

    it("is user data that EKS can join, of either family", () => {
        for (const family of ["AL2023", "Bottlerocket"] as const) {
            assert.deepEqual(
                checkUserData("userData", family, withInstanceStore(family, undefined), "eks"),
                [],
            );
        }
    });

    it("Bottlerocket: a bootstrap command beside other settings", () => {
        const own = "[settings.kubernetes]\nmax-pods = 42\n";
        const read: unknown = JSON.parse(JSON.stringify(parse(withInstanceStore("Bottlerocket", own))));
        assert.deepEqual(read, {
            settings: {
                "bootstrap-commands": {
                    "000-mount-instance-storage": {
                        commands: [
                            ["apiclient", "ephemeral-storage", "init"],
                            [
                                "apiclient",
                                "ephemeral-storage",
                                "bind",
                                "--dirs",
                                "/var/lib/containerd",
                                "/var/lib/kubelet",
                                "/var/log/pods",
                            ],
                        ],
                        essential: true,
                        mode: "always",
                    },
                },
                kubernetes: { "max-pods": 42 },
            },
        });
    });
});
