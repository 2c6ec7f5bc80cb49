import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { parsePins } from "../../../components/platform/pins";
import { FORK } from "../../../tools/plan/root";
import { listStacks } from "../../../tools/plan/stack-file";
import type { Probe, Reply } from "../../../tools/probe/probe";
import { main } from "../../../tools/versions/cli";
import type { Charts } from "../../../tools/versions/surroundings";
import { TABLE, type VersionTable } from "../../../tools/versions/table";
import { allParameters, clusterVersions, parameters, pinnedAddons } from "../../support/eks-answers";
import { failed, fakeProbe, type Recorded } from "../../support/fake-probe";
import { stackConfigOf } from "../../support/settings";
import { keptTerminal } from "../../support/terminal";

const REGISTRY = "https://public.ecr.aws/v2/karpenter";
const HELD: Reply = { status: 200, headers: {}, body: "" };
const [older = "", newer = ""] = TABLE.minors;

/** The kit's own pins, so that an update of theirs changes nothing here. */
const pinOf = (minor: string, addon: string): string => TABLE.addons[minor]?.[addon]?.value ?? "";
const releaseOf = (minor: string): string => TABLE.nodeReleases[minor]?.value ?? "";
const ALIAS = TABLE.amiAlias.value;
const ADDON_PINS = Object.values(TABLE.addons).flatMap(Object.keys).length;

/** AWS and the registry, knowing every pin. */
const ALL_KNOWN: Recorded = {
    programs: {
        "aws sts": JSON.stringify({ Account: "210987654321", Arn: "arn:aws:iam::210987654321:user/ada" }),
        "aws eks describe-cluster-versions": clusterVersions(),
        ...Object.fromEntries(
            TABLE.minors.map((minor) => [
                `aws eks describe-addon-versions --kubernetes-version ${minor}`,
                pinnedAddons(minor),
            ]),
        ),
    },
    replies: {
        [`HEAD ${REGISTRY}/karpenter/manifests/${TABLE.karpenter.value}`]: HELD,
        [`HEAD ${REGISTRY}/karpenter-crd/manifests/${TABLE.karpenter.value}`]: HELD,
        ...karpenterTags(TABLE.karpenter.value),
        ...knownCharts(),
    },
};

/** Repositories of the charts the kit knows, and the registry of the autoscaler, with what is pinned. */
function knownCharts(): Record<string, Reply> {
    const charts = Object.entries(TABLE.charts);
    const all = charts.map(([chart, { repository, version }]): [string, string] =>
        repository.startsWith("oci://")
            ? [
                  `GET https://${repository.replace("oci://", "").replace("/", "/v2/")}/${chart}/tags/list?n=1000`,
                  JSON.stringify({ tags: [version.value] }),
              ]
            : // One index may hold several of them.
              [
                  `GET ${repository}/index.yaml`,
                  indexOf(charts.filter(([, one]) => one.repository === repository)),
              ],
    );
    const images: [string, string] = [
        "GET https://registry.k8s.io/v2/autoscaling/cluster-autoscaler/tags/list?n=1000",
        JSON.stringify({ tags: Object.values(TABLE.autoscalers).map((pin) => pin.value) }),
    ];
    return Object.fromEntries([...all, images].map(([url, body]) => [url, { ...HELD, body }]));
}

function indexOf(charts: readonly (readonly [string, VersionTable["charts"][string]])[]): string {
    return [
        "entries:",
        ...charts.map(([chart, { version }]) => `  ${chart}:\n    - version: ${version.value}`),
        "",
    ].join("\n");
}

/** Karpenter's two, those the kit knows, and an image of the autoscaler for each minor. */
const CHARTS = 2 + Object.keys(TABLE.charts).length + TABLE.minors.length;

/** Both charts of Karpenter with these tags. */
function karpenterTags(...tags: readonly string[]): Record<string, Reply> {
    const reply = { ...HELD, body: JSON.stringify({ name: "karpenter", tags }) };
    return Object.fromEntries(
        ["karpenter", "karpenter-crd"].map((chart) => [`GET ${REGISTRY}/${chart}/tags/list?n=1000`, reply]),
    );
}

/** The probe also answers for parameters, by the names it is asked. */
function probeOf(recorded: Recorded, values = allParameters()): ReturnType<typeof fakeProbe> {
    const probe = fakeProbe(recorded);
    const run: Probe["run"] = (command, args) => {
        if (args[0] !== "ssm" || recorded.programs?.["aws ssm"] !== undefined)
            return probe.run(command, args);
        const names = args.slice(args.indexOf("--names") + 1).filter((name) => name.startsWith("/"));
        assert.ok(names.length <= 10, `${names.length} names in one call`);
        return Promise.resolve({ kind: "ran", code: 0, stdout: parameters(names, values), stderr: "" });
    };
    return { ...probe, run };
}

interface Outcome {
    readonly code: number;
    readonly out: string;
    readonly err: string;
}

describe("npm run versions", () => {
    let folder = "";
    let file = "";

    beforeEach(() => {
        folder = mkdtempSync(path.join(tmpdir(), "versions-test-"));
        file = path.join(folder, "pins.yaml");
        writeFileSync(file, readFileSync(path.join(FORK, "stacks/own/pins.yaml"), "utf8"));
    });

    afterEach(() => rmSync(folder, { recursive: true }));

    async function versions(
        args: readonly string[],
        probe: Probe = probeOf(ALL_KNOWN),
        regions = ["us-east-1"],
        charts: Charts = {},
    ): Promise<Outcome> {
        const { terminal, text } = keptTerminal();
        const code = await main(args, terminal, {
            probe,
            file,
            regions: (environment) => (environment === undefined ? regions : ["eu-north-1"]),
            charts: (environment) => (environment === "staging" ? charts : {}),
        });
        return { code, ...text };
    }

    it("list works without any program", async () => {
        const probe = fakeProbe();
        const { code, err, out } = await versions(["list", "--today", "2026-11-24"], probe);
        assert.deepEqual({ code, err, commands: probe.asked.commands }, { code: 0, err: "", commands: [] });
        assert.match(out, /^Kubernetes {2}released /);
        assert.match(out, /\nAMI alias +al2023@v\d{8} /);
    });

    it("verify says how many pins exist, in each region of the environments", async () => {
        const { code, err, out } = await versions(["verify"], probeOf(ALL_KNOWN), ["eu-west-1", "us-east-1"]);
        const pins = 5 * TABLE.minors.length + ADDON_PINS;
        assert.deepEqual(
            { code, out },
            {
                code: 0,
                out: [
                    `Charts: ${CHARTS} of ${CHARTS} exist, 0 wrong, 0 unanswered`,
                    `eu-west-1: ${pins} of ${pins} exist, 0 wrong, 0 unanswered`,
                    `us-east-1: ${pins} of ${pins} exist, 0 wrong, 0 unanswered`,
                    "",
                ].join("\n"),
            },
        );
        assert.equal(err, "Asking AWS in eu-west-1, us-east-1, and the registry of the charts …\n");
    });

    it("verify names what AWS does not know, with what it knows instead", async () => {
        const programs = {
            ...ALL_KNOWN.programs,
            [`aws eks describe-addon-versions --kubernetes-version ${newer}`]: pinnedAddons(newer, {
                coredns: ["v1.99.0-eksbuild.1*"],
                "metrics-server": [],
            }),
            "aws eks describe-cluster-versions": clusterVersions((day) =>
                day === "2027-08-02" ? "2027-08-05T00:00:00Z" : day,
            ),
        };
        const values = Object.fromEntries(
            Object.entries(allParameters()).filter(([name]) => !name.includes(`arm64-standard-${older}`)),
        );
        const replies = {
            ...knownCharts(),
            [`HEAD ${REGISTRY}/karpenter/manifests/${TABLE.karpenter.value}`]: { ...HELD, status: 404 },
            "GET https://nvidia.github.io/k8s-device-plugin/index.yaml": {
                ...HELD,
                body: "entries: { nvidia-device-plugin: [{ version: 0.19.0 }] }",
            },
            "GET https://aws.github.io/eks-charts/index.yaml": { ...HELD, body: "entries: [" },
            "GET https://registry.k8s.io/v2/autoscaling/cluster-autoscaler/tags/list?n=1000": {
                ...HELD,
                body: JSON.stringify({ tags: [TABLE.autoscalers[older]?.value] }),
            },
        };
        const { code, out } = await versions(["verify"], probeOf({ programs, replies }, values));
        assert.equal(code, 1);
        const lines = out.split("\n").filter((line) => line.startsWith("  "));
        const image = `/aws/service/eks/optimized-ami/${older}/amazon-linux-2023/arm64/standard/amazon-eks-node-al2023-arm64-standard-${older}-`;
        assert.deepEqual(lines, [
            `  wrong       chart karpenter/karpenter  ${TABLE.karpenter.value}: public.ecr.aws has no such tag`,
            `  unanswered  chart karpenter/karpenter-crd  ${TABLE.karpenter.value}: public.ecr.aws gave no answer`,
            `  unanswered  chart aws-load-balancer-controller  ${TABLE.charts["aws-load-balancer-controller"]?.version.value ?? ""}: https://aws.github.io/eks-charts gave no answer`,
            "  wrong       chart nvidia-device-plugin  0.20.0: https://nvidia.github.io/k8s-device-plugin has no such tag",
            "  unanswered  chart aws-efa-k8s-device-plugin  v0.5.30: https://aws.github.io/eks-charts gave no answer",
            "  wrong       1.36 Cluster Autoscaler  v1.36.1: registry.k8s.io has no such tag",
            "  wrong       1.36 endOfStandardSupport  2027-08-02: EKS says 2027-08-05",
            `  wrong       1.36 coredns  ${pinOf("1.36", "coredns")}: the default is v1.99.0-eksbuild.1`,
            `  wrong       1.36 metrics-server  ${pinOf("1.36", "metrics-server")}: EKS offers none of this add-on here`,
            `  wrong       AMI alias on 1.35  ${ALIAS}: no parameter ${image}${ALIAS.slice("al2023@".length)}/image_id`,
            `  wrong       1.35 node release  ${releaseOf("1.35")}: no parameter ${image}v${releaseOf("1.35").slice(-8)}/image_id`,
        ]);
    });

    it("verify compares a node release with its day's number, where AWS publishes one", async () => {
        const other = Object.fromEntries(
            Object.entries(allParameters()).map(([name, value]) => [
                name,
                name.endsWith("release_version") ? `${value}1` : value,
            ]),
        );
        const wrong = await versions(["verify"], probeOf(ALL_KNOWN, other));
        assert.equal(wrong.code, 1);
        const different = ` 1.36 node release  ${releaseOf("1.36")}: the release of that day is ${releaseOf("1.36")}1
`;
        assert.ok(wrong.out.includes(different), wrong.out);
        const without = Object.fromEntries(
            Object.entries(allParameters()).filter(([name]) => !name.endsWith("release_version")),
        );
        const open = await versions(["verify"], probeOf(ALL_KNOWN, without));
        assert.equal(open.code, 0);
        const byDay = `
  exists      1.36 node release  ${releaseOf("1.36")}: by its day; AWS publishes no number with it
`;
        assert.ok(open.out.includes(byDay), open.out);
    });

    it("verify does not take silence for a yes", async () => {
        const denied = failed("An error occurred (AccessDeniedException) when calling …");
        const programs = { "aws sts": "{}", "aws eks": denied, "aws ssm": denied };
        const { code, out } = await versions(["verify"], probeOf({ ...ALL_KNOWN, programs }));
        assert.equal(code, 1);
        assert.match(out, /\nus-east-1: 0 of (\d+) exist, 0 wrong, \1 unanswered\n/);
    });

    for (const [name, ran, why] of [
        [
            "no AWS CLI",
            { kind: "missing" },
            "This asks AWS through the AWS CLI, and there is none. npm run doctor tells more, and names the command that installs it.",
        ],
        [
            "no credentials",
            failed("Unable to locate credentials."),
            "This asks AWS, and the AWS CLI finds no credentials that AWS accepts. Log in, or set AWS_PROFILE; npm run doctor tells more.",
        ],
        [
            "expired credentials",
            failed("An error occurred (ExpiredToken)"),
            "This asks AWS, and the credentials have expired. Log in again; npm run doctor tells more.",
        ],
    ] as const) {
        it(`verify with ${name}: one message, exit code 2`, async () => {
            const probe = fakeProbe({ programs: { "aws sts": ran } });
            assert.deepEqual(await versions(["verify"], probe), {
                code: 2,
                out: "",
                err: `error: ${why}\n`,
            });
            assert.equal(probe.asked.commands.length, 1);
        });

        it(`update with ${name}: what the registries say alone, where to look for the rest, exit code 2`, async () => {
            const replies = karpenterTags("1.14.1", "1.14.9");
            const { code, err, out } = await versions(
                ["update"],
                fakeProbe({ programs: { "aws sts": ran }, replies }),
            );
            assert.equal(code, 2);
            assert.equal(
                err,
                `error: ${why}
Add-ons, node releases and the AMI alias are AWS's to say, and stay. Published without a login:
  - images of nodes: https://github.com/awslabs/amazon-eks-ami/releases
  - add-ons: nowhere; with credentials, aws eks describe-addon-versions
Asking the registries of the charts …
`,
            );
            assert.match(
                out,
                /^1 of 1 pins change\n {2}charts karpenter, karpenter-crd {2}1\.14\.1 → 1\.14\.9\n/,
            );
            assert.ok(readFileSync(file, "utf8").includes("everywhere:\n  karpenter: 1.14.9\n"));
        });
    }

    it("update pins images, Karpenter and charts as well, as far as kit and fork can take them", async () => {
        const values = Object.fromEntries(
            Object.entries(allParameters()).flatMap(([name, value]) => [
                [name.replace(/v\d{8}/, "v20991231"), value],
                [name, name.includes("/recommended/") ? value.replace(/\d{8}$/, "20991231") : value],
            ]),
        );
        const grafana = {
            ...HELD,
            body: JSON.stringify({ tags: ["10.1.3", "10.1.10", "10.2.0-rc.1", "11.0.0"] }),
        };
        const replies = {
            ...karpenterTags("0-abcdef", "1.14.1", "1.14.9", "1.15.2"),
            "GET https://ghcr.io/v2/acme/charts/grafana/tags/list?n=1000": grafana,
            "GET https://charts.example.org/index.yaml": {
                ...HELD,
                body: "entries:\n  loki: [{ version: 6.0.0 }, { version: 6.2.0 }]\n  other: [{ version: 6.9.0 }]\n",
            },
            "GET https://kubernetes.github.io/autoscaler/index.yaml": {
                ...HELD,
                body: "entries: { cluster-autoscaler: [{ version: 9.60.0 }, { version: 9.59.0 }] }",
            },
            "GET https://registry.k8s.io/v2/autoscaling/cluster-autoscaler/tags/list?n=1000": {
                ...HELD,
                body: JSON.stringify({ tags: ["v1.35.9", "v1.36.1", "v1.36.2-rc.1", "v1.37.0"] }),
            },
        };
        const own = "everywhere:\n  charts: { grafana: 10.1.3, loki: 6.0.0, gone: 1.0.0, tempo: 1.0.0 }\n";
        writeFileSync(file, own);
        const charts = {
            grafana: { chart: "grafana", repository: "oci://ghcr.io/acme/charts" },
            loki: { chart: "loki", repository: "https://charts.example.org" },
            "cluster-autoscaler": {
                chart: "cluster-autoscaler",
                repository: "https://kubernetes.github.io/autoscaler",
            },
            "nvidia-device-plugin": {
                chart: "nvidia-device-plugin",
                repository: "https://nvidia.github.io/k8s-device-plugin",
                version: "0.19.0",
            },
            tempo: { chart: "tempo", repository: "oci://registry.example.org" },
        };
        const { code, err, out } = await versions(
            ["update"],
            probeOf({ ...ALL_KNOWN, replies }, values),
            ["us-east-1"],
            charts,
        );
        assert.deepEqual([code, err], [0, "Asking AWS in us-east-1, and the registries of the charts …\n"]);
        const [older2 = "", newer2 = ""] = TABLE.minors.map((minor) =>
            releaseOf(minor).replace(/\d{8}$/, "20991231"),
        );
        assert.deepEqual(out.split("\n").slice(0, -1), [
            `8 of ${ADDON_PINS + 11} pins change`,
            `  ${older} node release  ${releaseOf(older)} → ${older2}`,
            `  ${newer} node release  ${releaseOf(newer)} → ${newer2}`,
            `  AMI alias  ${ALIAS} → al2023@v20991231`,
            "  charts karpenter, karpenter-crd  1.14.1 → 1.14.9 (1.15.2 is out, and this kit does not know the rights of 1.15)",
            "  chart cluster-autoscaler  9.59.0 → 9.60.0",
            "  chart grafana  10.1.3 → 10.1.10 (11.0.0 is out, another major)",
            "  chart loki  6.0.0 → 6.2.0",
            "  chart gone  stays 1.0.0 (no environment here asks for it)",
            "  chart tempo  stays 1.0.0 (registry.example.org gives no answer without a login: look there for the tags of tempo)",
            "  1.35 Cluster Autoscaler  v1.35.2 → v1.35.9",
            "stacks/own/pins.yaml is written. Next: npm run plan -- diff, npm run accept, npm test.",
        ]);
        assert.deepEqual(parsePins(readFileSync(file, "utf8")), {
            everywhere: {
                charts: {
                    grafana: "10.1.10",
                    loki: "6.2.0",
                    gone: "1.0.0",
                    tempo: "1.0.0",
                    "cluster-autoscaler": "9.60.0",
                },
                minors: {
                    [older]: { nodeRelease: older2, clusterAutoscaler: "v1.35.9" },
                    [newer]: { nodeRelease: newer2 },
                },
                amiAlias: "al2023@v20991231",
                karpenter: "1.14.9",
            },
            environments: {},
        });
    });

    it("verify asks for the pins of single environments as well, where those stand", async () => {
        writeFileSync(
            file,
            `everywhere:
  karpenter: ${TABLE.karpenter.value}
environments:
  dev:
    karpenter: 1.14.0
    minors: { ${newer}: { addons: { coredns: v9.9.9-eksbuild.1 }, nodeRelease: ${newer}.9-20991231 } }
  staging: { karpenter: ${TABLE.karpenter.value} }
`,
        );
        const { code, err, out } = await versions(["verify"]);
        assert.deepEqual([code, err], [1, "Asking AWS in us-east-1, and the registry of the charts …\n"]);
        const pins = 5 * TABLE.minors.length + ADDON_PINS;
        const image = (architecture: string) =>
            `/aws/service/eks/optimized-ami/${newer}/amazon-linux-2023/${architecture}/standard/amazon-eks-node-al2023-${architecture}-standard-${newer}-v20991231/image_id`;
        assert.deepEqual(out.split("\n").slice(0, -1), [
            `Charts: ${CHARTS} of ${CHARTS} exist, 0 wrong, 0 unanswered`,
            `us-east-1: ${pins} of ${pins} exist, 0 wrong, 0 unanswered`,
            "dev, charts: 0 of 2 exist, 0 wrong, 2 unanswered",
            "  unanswered  chart karpenter/karpenter  1.14.0: public.ecr.aws gave no answer",
            "  unanswered  chart karpenter/karpenter-crd  1.14.0: public.ecr.aws gave no answer",
            "dev, eu-north-1: 0 of 2 exist, 2 wrong, 0 unanswered",
            `  wrong       ${newer} coredns  v9.9.9-eksbuild.1: the default is ${pinOf(newer, "coredns")}`,
            `  wrong       ${newer} node release  ${newer}.9-20991231: no parameter ${image("x86_64")}, ${image("arm64")}`,
        ]);
    });

    it("does nothing with a file of pins that it cannot read", async () => {
        writeFileSync(file, "everywhre: {}\n");
        for (const command of ["list", "verify", "update"]) {
            assert.deepEqual(await versions([command]), {
                code: 2,
                out: "",
                err:
                    'error: stacks/own/pins.yaml › everywhre: neither everywhere nor environments. Did you mean "everywhere"? ' +
                    "Known: environments, everywhere.\n",
            });
        }
    });

    it("rule 22: update writes what AWS's defaults change into the fork's own pins", async () => {
        const programs = {
            ...ALL_KNOWN.programs,
            [`aws eks describe-addon-versions --kubernetes-version ${newer}`]: pinnedAddons(newer, {
                coredns: ["v99.0.0-eksbuild.1*", pinOf(newer, "coredns")],
            }),
        };
        const before = readFileSync(file, "utf8");
        const args = ["update", "--region", "us-east-1", "--today", "2026-11-24"];
        const dry = await versions([...args, "--dry-run"], probeOf({ ...ALL_KNOWN, programs }), []);
        const change = `  ${newer} coredns  ${pinOf(newer, "coredns")} → v99.0.0-eksbuild.1\n`;
        assert.deepEqual(dry, {
            code: 0,
            out: `1 of ${ADDON_PINS + 4} pins change\n${change}`,
            err: "Asking AWS in us-east-1, and the registries of the charts …\n",
        });
        assert.equal(readFileSync(file, "utf8"), before);
        const { code, out } = await versions(args, probeOf({ ...ALL_KNOWN, programs }), []);
        assert.equal(code, 0);
        assert.match(
            out,
            /stacks\/own\/pins\.yaml is written\. Next: npm run plan -- diff, npm run accept, npm test\.\n$/,
        );
        const after = readFileSync(file, "utf8");
        const pins = `minors:\n    "${newer}":\n      addons:\n        coredns: v99.0.0-eksbuild.1\n`;
        assert.equal(after, before.replace("everywhere: {}", `everywhere:\n  ${pins.trimEnd()}`));
        const again = await versions(args, probeOf({ ...ALL_KNOWN, programs }), []);
        assert.deepEqual([again.code, again.out], [0, `0 of ${ADDON_PINS + 4} pins change\n`]);
        assert.equal(readFileSync(file, "utf8"), after);
        const { out: list } = await versions(["list"]);
        assert.match(
            list,
            /\nin their place, by stacks\/own\/pins\.yaml\neverywhere: 1\.36 coredns {2}v99\.0\.0-eksbuild\.1\n$/,
        );
    });

    it("update pins for one environment, which then goes first, and keeps comments", async () => {
        const programs = {
            ...ALL_KNOWN.programs,
            [`aws eks describe-addon-versions --kubernetes-version ${newer}`]: pinnedAddons(newer, {
                coredns: ["v99.0.0-eksbuild.1*", pinOf(newer, "coredns")],
            }),
        };
        const own = "# mine\neverywhere:\n  karpenter: 1.14.1 # tried\nenvironments:\n  production: {}\n";
        writeFileSync(file, own);
        const { code } = await versions(
            ["update", "--environment", "dev"],
            probeOf({ ...ALL_KNOWN, programs }),
        );
        assert.equal(code, 0);
        const pins = `dev:\n    minors:\n      "${newer}":\n        addons:\n          coredns: v99.0.0-eksbuild.1\n`;
        assert.equal(readFileSync(file, "utf8"), `${own}  ${pins}`);
        assert.deepEqual(await versions(["update", "--environment", "dve"]), {
            code: 2,
            out: "",
            err: 'error: no environment "dve". Did you mean "dev"? Known: dev, production, staging.\n',
        });
    });

    it("update writes nothing when a minor has no answer, or the region is not one", async () => {
        const before = readFileSync(file, "utf8");
        const programs = {
            ...ALL_KNOWN.programs,
            [`aws eks describe-addon-versions --kubernetes-version ${older}`]: failed("x"),
        };
        const silent = await versions(["update"], probeOf({ ...ALL_KNOWN, programs }));
        assert.deepEqual(silent, {
            code: 1,
            out: "",
            err:
                "Asking AWS in us-east-1, and the registries of the charts …\n" +
                "AWS gave no answer for 1.35; nothing was written.\n",
        });
        const two = await versions(["update"], probeOf(ALL_KNOWN), ["eu-west-1", "us-east-1"]);
        assert.deepEqual(two, {
            code: 2,
            out: "",
            err: "error: The table has one row a minor: name one region with --region (eu-west-1, us-east-1).\n",
        });
        assert.equal(readFileSync(file, "utf8"), before);
    });

    it("asks in the regions of the settings files when none is named", async () => {
        const { terminal, text } = keptTerminal();
        const code = await main(["verify"], terminal, { probe: probeOf(ALL_KNOWN) });
        assert.equal(code, 0);
        const regions = listStacks(FORK).map(
            (stack) =>
                stackConfigOf(path.join(FORK, `Pulumi.${stack}.yaml`), stack).config["platform:region"],
        );
        const asked = /^Asking AWS in (.*), and /.exec(text.err)?.[1];
        assert.equal(asked, [...new Set(regions)].sort().join(", "));
    });

    it("refuses a command line it does not understand", async () => {
        for (const [args, pattern] of [
            [[], /^Usage: npm run versions -- /],
            [["upgrade"], /^error: unknown command 'upgrade'/],
            [["verify", "--region", "europe"], /Write a region: eu-west-1\./],
            [["list", "--today", "tomorrow"], /Write a day of the calendar as YYYY-MM-DD\./],
        ] as const) {
            const { code, err, out } = await versions(args);
            assert.deepEqual({ code, out }, { code: 2, out: "" });
            assert.match(err, pattern);
        }
        assert.equal((await versions(["--help"])).code, 0);
    });
});
