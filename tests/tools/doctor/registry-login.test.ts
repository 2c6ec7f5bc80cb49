import assert from "node:assert/strict";

import { checkRegistryLogins, loginIn } from "../../../tools/doctor/registry-login";
import { fakeProbe } from "../../support/fake-probe";

const DOCKER = "/home/ada/.docker/config.json";
const HELM = "/home/ada/.config/helm/registry/config.json";
/** The time of the fake machine. */
const NOON = Date.parse("2026-11-24T12:00:00Z") / 1000;

/** A login as `docker login` stores it, with a token as ECR makes them. */
function configOf(registry: string, expiration: number): string {
    const token = JSON.stringify({
        payload: "c2VjcmV0",
        datakey: "c2VjcmV0",
        version: "2",
        type: "DATA_KEY",
        expiration,
    });
    const auth = Buffer.from(`AWS:${Buffer.from(token).toString("base64")}`).toString("base64");
    return JSON.stringify({ auths: { [registry]: { auth } } });
}

function check(files: Readonly<Record<string, string>>, changes = {}, host?: string) {
    const sources = host === undefined ? undefined : [{ kind: "oci", host } as const];
    return checkRegistryLogins(fakeProbe({ files, changes }), sources);
}

describe("the doctor on registry logins", () => {
    it("is content with none", () => {
        const none = [
            { level: "ok", about: "registry login", what: "none at public.ecr.aws, as it should be" },
        ];
        assert.deepEqual(check({}), none);
        assert.deepEqual(check({ [DOCKER]: "{}", [HELM]: "broken" }), none);
        assert.deepEqual(check({ [DOCKER]: configOf("ghcr.io", NOON) }), none);
        assert.deepEqual(check({ [DOCKER]: configOf("public.ecr.aws.example.com", NOON) }), none);
    });

    it("rule 21: a stale login blocks, with the command that ends it", () => {
        assert.deepEqual(check({ [DOCKER]: configOf("public.ecr.aws", NOON - 3600) }), [
            {
                level: "blocks",
                about: "registry login",
                what: `${DOCKER}: a login at public.ecr.aws, stale since 2026-11-24T11:00:00.000Z: every pull of a chart gets 403`,
                remedy: "docker logout public.ecr.aws",
            },
        ]);
    });

    it("rule 21: a fresh one will go stale", () => {
        assert.deepEqual(check({ [HELM]: configOf("https://public.ecr.aws/x1y2z3", NOON + 3600) }), [
            {
                level: "note",
                about: "registry login",
                what: `${HELM}: a login at public.ecr.aws, which goes stale at 2026-11-24T13:00:00.000Z`,
                remedy: "helm registry logout public.ecr.aws",
            },
        ]);
    });

    it("says no age where the file has none", () => {
        const stores = JSON.stringify({ auths: { "public.ecr.aws": {} }, credsStore: "osxkeychain" });
        const plain = JSON.stringify({ auths: { "public.ecr.aws": { auth: "QVdTOnBsYWlu" } } });
        for (const text of [stores, plain]) {
            assert.deepEqual(check({ [DOCKER]: text }), [
                {
                    level: "note",
                    about: "registry login",
                    what: `${DOCKER}: a login at public.ecr.aws, which goes stale after 12 hours`,
                    remedy: "docker logout public.ecr.aws",
                },
            ]);
        }
    });

    it("names a helper that answers for the registry", () => {
        const text = JSON.stringify({ credHelpers: { "public.ecr.aws": "ecr-login" } });
        assert.deepEqual(check({ [DOCKER]: text }), [
            {
                level: "note",
                about: "registry login",
                what: `${DOCKER}: docker-credential-ecr-login answers for public.ecr.aws; without credentials every pull fails`,
                remedy: "docker logout public.ecr.aws",
            },
        ]);
    });

    it("looks where the variables point, and where each system keeps Helm's file", () => {
        const stale = configOf("public.ecr.aws", NOON - 1);
        const found = (file: string, changes: object) => check({ [file]: stale }, changes)[0]?.level;
        assert.equal(found("/d/config.json", { env: { DOCKER_CONFIG: "/d" } }), "blocks");
        assert.equal(
            found("/h.json", { env: { PULUMI_K8S_HELM_REGISTRY_CONFIG_PATH: "/h.json" } }),
            "blocks",
        );
        // Helm's own variable, which the provider does not read.
        assert.equal(found("/h.json", { env: { HELM_REGISTRY_CONFIG: "/h.json" } }), "ok");
        assert.equal(found("/h/registry.json", { env: { HELM_CONFIG_HOME: "/h" } }), "blocks");
        assert.equal(found("/h/registry/config.json", { env: { HELM_CONFIG_HOME: "/h" } }), "blocks");
        assert.equal(found("/x/helm/registry/config.json", { env: { XDG_CONFIG_HOME: "/x" } }), "blocks");
        const mac = "/home/ada/Library/Preferences/helm/registry/config.json";
        assert.equal(found(mac, { platform: "darwin" }), "blocks");
        assert.equal(found(DOCKER, { env: { DOCKER_CONFIG: "/d" } }), "ok");
    });

    describe("at a registry of one's own", () => {
        const HOST = "210987654321.dkr.ecr.eu-west-1.amazonaws.com";
        const about = "registry login";
        const remedy = `aws ecr get-login-password --region eu-west-1 | helm registry login --username AWS --password-stdin ${HOST}`;

        it("wants one that is not stale, where it is a private one of ECR", () => {
            const missing = {
                level: "blocks",
                about,
                what: `none at ${HOST}, which shows its charts to nobody else`,
                remedy,
            };
            assert.deepEqual(check({ [DOCKER]: configOf("public.ecr.aws", NOON + 1) }, {}, HOST), [missing]);
            assert.deepEqual(check({ [DOCKER]: configOf(HOST, NOON - 3600) }, {}, HOST), [
                {
                    level: "blocks",
                    about,
                    what: `${DOCKER}: a login at ${HOST}, stale since 2026-11-24T11:00:00.000Z`,
                    remedy,
                },
            ]);
            assert.deepEqual(check({ [DOCKER]: configOf(HOST, NOON + 3600) }, {}, HOST), [
                { level: "ok", about, what: `${DOCKER}: a login at ${HOST}, until 2026-11-24T13:00:00.000Z` },
            ]);
            const helper = JSON.stringify({ credHelpers: { [HOST]: "ecr-login" } });
            assert.deepEqual(check({ [DOCKER]: helper }, {}, HOST), [
                { level: "ok", about, what: `${DOCKER}: docker-credential-ecr-login answers for ${HOST}` },
            ]);
            assert.deepEqual(check({}, {}, "210987654321.dkr-ecr.eu-west-1.on.aws")[0]?.level, "blocks");
        });

        it("takes Helm's before Docker's, as the provider does", () => {
            const files = { [DOCKER]: configOf(HOST, NOON + 3600), [HELM]: configOf(HOST, NOON - 3600) };
            assert.equal(check(files, {}, HOST)[0]?.level, "blocks");
        });

        it("knows the helper that asks AWS for every registry of ECR, and takes no other store for one", () => {
            const store = (credsStore: string) => ({ [DOCKER]: JSON.stringify({ credsStore }) });
            assert.deepEqual(check(store("ecr-login"), {}, HOST), [
                { level: "ok", about, what: `${DOCKER}: docker-credential-ecr-login answers for ${HOST}` },
            ]);
            assert.equal(check(store("ecr-login"), {}, "ghcr.io")[0]?.level, "unknown");
            assert.equal(check(store("osxkeychain"), {}, HOST)[0]?.level, "blocks");
            // It answers for the public one as well, where no login is better than a stale one.
            assert.equal(check(store("ecr-login"))[0]?.level, "note");
        });

        it("looks at each host charts come from, and says of an index that it is read without a login", () => {
            const found = checkRegistryLogins(fakeProbe({}), [
                { kind: "oci", host: HOST },
                { kind: "index", host: "charts.example.org" },
                { kind: "oci", host: "public.ecr.aws" },
            ]);
            assert.deepEqual(
                found.map(({ level, what }) => `${level}: ${what}`),
                [
                    `blocks: none at ${HOST}, which shows its charts to nobody else`,
                    "ok: none at charts.example.org, whose index is read without one",
                    "ok: none at public.ecr.aws, as it should be",
                ],
            );
        });

        it("cannot tell of another registry", () => {
            assert.deepEqual(check({}, {}, "ghcr.io"), [
                {
                    level: "unknown",
                    about,
                    what: "none at ghcr.io: right if anybody may pull its charts",
                    remedy: "helm registry login ghcr.io",
                },
            ]);
            const stored = JSON.stringify({ auths: { "ghcr.io": { auth: "QVdTOnBsYWlu" } } });
            assert.deepEqual(check({ [DOCKER]: stored }, {}, "ghcr.io"), [
                { level: "ok", about, what: `${DOCKER}: a login at ghcr.io` },
            ]);
        });
    });

    it("never repeats what a file holds", () => {
        const secret = "cGFzc3dvcmQ";
        const text = JSON.stringify({ auths: { "public.ecr.aws": { auth: secret, identitytoken: secret } } });
        assert.deepEqual(loginIn(text, "public.ecr.aws"), { kind: "stored" });
        assert.doesNotMatch(JSON.stringify(check({ [DOCKER]: text, [HELM]: text })), new RegExp(secret));
    });
});
