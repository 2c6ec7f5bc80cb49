import assert from "node:assert/strict";

import { nodeProxySchema, planNodeProxy, proxyOf } from "../../../components/shared/node-proxy";
import { parseToml, parseYaml } from "../../../components/shared/text-formats";
import { checkUserData } from "../../../components/shared/user-data";
import { archiveOf, NODE_CONFIG_TYPE, readMime } from "../../../components/shared/user-data-mime";
import { withProxy } from "../../../components/shared/user-data-proxy";

const INSIDE = { region: "eu-west-1", vpcCidr: "10.0.0.0/16", serviceCidr: "172.20.0.0/16", endpoints: [] };
const PROXY = planNodeProxy({ httpsProxy: "http://proxy.example.com:3128", noProxy: [".corp"] }, INSIDE);
const ALWAYS = [
    ...["localhost", "127.0.0.1", "169.254.169.254", "10.0.0.0/16", "172.20.0.0/16"],
    ...[".internal", ".svc", ".cluster.local", ".eks.amazonaws.com"],
];
const VARIABLES = {
    HTTPS_PROXY: "http://proxy.example.com:3128",
    https_proxy: "http://proxy.example.com:3128",
    NO_PROXY: [...ALWAYS, ".corp"].join(","),
    no_proxy: [...ALWAYS, ".corp"].join(","),
};

/** Types and contents of an archive's parts, YAML read. */
function partsOf(text: string) {
    const archive = readMime(text);
    assert.ok("parts" in archive, JSON.stringify(archive));
    return archive.parts.map(({ content, type }) => {
        const parsed = parseYaml(content);
        return [type, type === NODE_CONFIG_TYPE && "value" in parsed ? parsed.value : content.trim()];
    });
}

/** As plain objects. */
function read(toml: string) {
    return structuredClone(parseToml(toml));
}

function nodeConfig(environment: object) {
    return {
        apiVersion: "node.eks.aws/v1alpha1",
        kind: "NodeConfig",
        spec: { instance: { environment: { default: environment } } },
    };
}
const TOLD = [NODE_CONFIG_TYPE, nodeConfig(VARIABLES)];

describe("a proxy of nodes", () => {
    it("is an address without a login, and what goes past it hosts and networks", () => {
        const takes = (words: object) => nodeProxySchema.safeParse(words).success;
        const httpsProxy = "http://10.8.0.1:3128";
        assert.ok(
            takes({ httpsProxy, httpProxy: "https://proxy.example.com", noProxy: [".corp", "10.0.0.0/8"] }),
        );
        assert.ok(!takes({ httpProxy: httpsProxy }));
        assert.ok(!takes({ httpsProxy: "http://ada:secret@proxy.example.com:3128" }));
        assert.ok(!takes({ httpsProxy: "proxy.example.com:3128" }));
        assert.ok(!takes({ httpsProxy, noProxy: ["a,b"] }));
        assert.ok(!takes({ httpsProxy, noProxy: ["a b"] }));
    });

    it("is passed by for metadata, the VPC, the cluster, its API server and what the organisation lists", () => {
        assert.deepEqual(PROXY.noProxy, [...ALWAYS, ".corp"]);
        assert.ok(
            planNodeProxy(PROXY, { ...INSIDE, region: "cn-north-1" }).noProxy.includes(
                ".eks.amazonaws.com.cn",
            ),
        );
        assert.equal(proxyOf(INSIDE, []), undefined);
        assert.equal(proxyOf({ ...INSIDE, organisation: {} }, []), undefined);
    });

    it("is passed by for services with an endpoint, at the hosts they answer at, and for no others", () => {
        const passed = (region: string, ...endpoints: readonly string[]) =>
            planNodeProxy({ httpsProxy: PROXY.httpsProxy }, { ...INSIDE, region, endpoints }).noProxy.slice(
                ALWAYS.length,
            );
        assert.deepEqual(passed("eu-west-1", "s3", "ecr.api", "ecr.dkr", "sts", "eks-auth"), [
            "s3.eu-west-1.amazonaws.com",
            ".s3.eu-west-1.amazonaws.com",
            "api.ecr.eu-west-1.amazonaws.com",
            ".dkr.ecr.eu-west-1.amazonaws.com",
            "sts.eu-west-1.amazonaws.com",
            "eks-auth.eu-west-1.api.aws",
        ]);
        assert.deepEqual(passed("cn-north-1", "ec2", "eks-auth"), [
            "ec2.cn-north-1.amazonaws.com.cn",
            "eks-auth.cn-north-1.api.amazonwebservices.com.cn",
        ]);
    });
});

describe("user data with a proxy", () => {
    it("of AL2023 is settings of nodeadm, in an archive", () => {
        assert.deepEqual(partsOf(withProxy("AL2023", PROXY, undefined)), [TOLD]);
        const both = withProxy("AL2023", { ...PROXY, httpProxy: "http://plain.example.com" }, undefined);
        const plain = { HTTP_PROXY: "http://plain.example.com", http_proxy: "http://plain.example.com" };
        assert.deepEqual(partsOf(both), [[NODE_CONFIG_TYPE, nodeConfig({ ...VARIABLES, ...plain })]]);
    });

    it("of AL2023 stands before what a person wrote, whose word is the last", () => {
        const script = "#!/bin/bash\necho a\necho b";
        const own = JSON.stringify(nodeConfig({ NO_PROXY: "*" }));
        const written = [
            [archiveOf("text/x-shellscript", script), "text/x-shellscript", script],
            [script, "text/x-shellscript", script],
            [own, NODE_CONFIG_TYPE, nodeConfig({ NO_PROXY: "*" })],
        ] as const;
        for (const [text, type, content] of written) {
            assert.deepEqual(partsOf(withProxy("AL2023", PROXY, text)), [TOLD, [type, content]]);
        }
    });

    it("is what the checks of user data take, of both makers", () => {
        for (const family of ["AL2023", "Bottlerocket"] as const) {
            for (const maker of ["eks", "karpenter"] as const) {
                assert.deepEqual(
                    checkUserData("userData", family, withProxy(family, PROXY, undefined), maker),
                    [],
                );
            }
        }
    });

    it("of Bottlerocket is settings of the network, beside all the others", () => {
        const network = {
            "https-proxy": "http://proxy.example.com:3128",
            "no-proxy": [...ALWAYS, ".corp"],
        };
        assert.deepEqual(read(withProxy("Bottlerocket", PROXY, undefined)), {
            value: { settings: { network } },
        });
        const own =
            '[settings.network]\nhostname = "a"\nno-proxy = ["b"]\n[settings.kubernetes]\nmax-pods = 42\n';
        assert.deepEqual(read(withProxy("Bottlerocket", PROXY, own)), {
            value: {
                settings: {
                    network: { ...network, hostname: "a", "no-proxy": ["b"] },
                    kubernetes: { "max-pods": 42n },
                },
            },
        });
    });

    it("is counted against what EC2 takes", () => {
        const text = `#!/bin/bash\necho a\necho ${"b".repeat(16_300)}`;
        assert.deepEqual(checkUserData("userData", "AL2023", text), []);
        const [problem, ...more] = checkUserData("userData", "AL2023", text, "karpenter", PROXY);
        assert.deepEqual(
            [problem?.what, problem?.got, more],
            [
                "EC2 takes at most 16384 bytes of user data",
                Buffer.byteLength(withProxy("AL2023", PROXY, text)),
                [],
            ],
        );
    });
});
