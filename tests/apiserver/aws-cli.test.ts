/** The AWS CLI's own parser, asked about every command the kit prints. Needs the CLI alone, and no network. */
import assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

import { parse } from "yaml";

import { allAwsCommands, readAccepted, teamCommands, writeAccepted } from "../support/aws-commands";

/** No command knows it: the parser says so after it has understood all the rest, and before anything is sent. */
const UNKNOWN = "--no-such-option";

const version = spawnSync("aws", ["--version"], { encoding: "utf8" }).stdout as string | null;
if (version === null)
    process.stderr.write("The AWS CLI's parser is skipped. This machine lacks the AWS CLI.\n");
const describeWithCli = version === null ? describe.skip : describe;

describeWithCli("the AWS CLI's parser", () => {
    it("understands every command the kit prints, and every option of it", async function () {
        this.timeout(300_000);
        const commands = await allAwsCommands();
        const wrong = commands.filter((words) => !isUnderstood(words));
        assert.deepEqual(wrong, []);
        // After a change of what is printed: ACCEPT=1 npm run test:apiserver
        if (process.env["ACCEPT"] === "1")
            writeAccepted({ tool: (version ?? "").split(" ")[0] ?? "", commands });
        else assert.deepEqual(commands, readAccepted().commands);
    });
});

describeWithCli("the command of a team", () => {
    it("writes a context and a user of its own, beside those of others, as its role", async function () {
        this.timeout(120_000);
        const aws = createServer(({ url = "" }, response) => {
            response.end(url.startsWith("/clusters/") ? JSON.stringify({ cluster: CLUSTER }) : ASSUMED);
        });
        await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
        const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
        try {
            const endpoint = `http://127.0.0.1:${(aws.address() as AddressInfo).port}`;
            const config = join(folder, "config");
            const ofRole = (await teamCommands()).filter((text) => text.includes(" --role-arn "));
            for (const text of [OF_ANOTHER, ...ofRole]) await typed(text, endpoint, config);
            const { contexts, users } = parse(readFileSync(config, "utf8")) as Kubeconfig;
            assert.deepEqual(
                contexts.map(({ context, name }) => [name, context.user]),
                ["platform-dev-orders", "platform-dev-payments"].map((name) => [name, name]),
            );
            assert.deepEqual(
                users.map(({ name, user }) => [name, user.exec.args.slice(-2)]),
                [
                    ["platform-dev-orders", ["--output", "json"]],
                    ["platform-dev-payments", ["--role", ROLE]],
                ],
            );
        } finally {
            aws.close();
            rmSync(folder, { recursive: true });
        }
    });
});

/** Of a team whose people have no role of the kit's. */
const OF_ANOTHER =
    "aws eks update-kubeconfig --name platform-dev --region us-east-1 --alias platform-dev-orders --user-alias platform-dev-orders";
const ROLE = "arn:aws:iam::210987654321:role/people-payments-developers-role";

const CLUSTER = {
    name: "platform-dev",
    arn: "arn:aws:eks:us-east-1:210987654321:cluster/platform-dev",
    endpoint: "https://one.example.com",
    certificateAuthority: { data: "" },
    status: "ACTIVE",
};
/** Source: AWS Security Token Service API Reference, AssumeRole, "Sample Response". */
const ASSUMED =
    "<AssumeRoleResponse><AssumeRoleResult><Credentials><AccessKeyId>ASIAEXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>" +
    "<SessionToken>t</SessionToken><Expiration>2037-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>";

interface Kubeconfig {
    readonly contexts: readonly { readonly name: string; readonly context: { readonly user: string } }[];
    readonly users: readonly {
        readonly name: string;
        readonly user: { readonly exec: { readonly args: readonly string[] } };
    }[];
}

/** As a person types it, up to what kubectl does; asynchronous, so that this process may answer meanwhile. */
async function typed(text: string, endpoint: string, kubeconfig: string): Promise<void> {
    const [program = "", ...args] = (text.split(" && ")[0] ?? "").split(" ");
    const env = {
        ...process.env,
        ...{ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "s", KUBECONFIG: kubeconfig },
        ...{ AWS_ENDPOINT_URL_EKS: endpoint, AWS_ENDPOINT_URL_STS: endpoint },
    };
    const { stderr } = await promisify(execFile)(program, args, { env });
    assert.equal(stderr, "", text);
}

function isUnderstood([program = "", ...args]: readonly string[]): boolean {
    const { stderr } = spawnSync(program, [...args, UNKNOWN], { encoding: "utf8" });
    if (new RegExp(`Unknown options: ${UNKNOWN}\\s*$`).test(stderr)) return true;
    // A command that is only named stands without what it requires.
    const isNamed = !args.some((word) => word.startsWith("--"));
    return isNamed && stderr.includes("the following arguments are required");
}
