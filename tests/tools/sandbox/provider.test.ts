/** The providers over the wire, as the engine talks to them. */
import assert from "node:assert/strict";

import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import { FACTS } from "../../../tools/facts";
import type { Properties } from "../../../tools/facts/facts";
import { propertiesOf, toStruct } from "../../../tools/plan/requests";
import { asSecret, UNKNOWN } from "../../../tools/plan/wire-values";
import { type SandboxServer, serve } from "../../../tools/sandbox/server";
import { TYPES } from "../../../tools/sandbox/world/lookups";
import { ACCOUNT, AWS, Rig } from "../../support/sandbox-world";

type Callback<Response> = (error: grpc.ServiceError | null, response: Response) => void;

const PLANNED = { cidrBlock: "10.0.0.0/16" };

interface Subject {
    readonly setUrn: (urn: string) => unknown;
    readonly setType: (type: string) => unknown;
    readonly setName: (name: string) => unknown;
}

function about<Request extends Subject>(request: Request, type: string, name = "it"): Request {
    request.setUrn(`urn:pulumi:dev::kit::${type}::${name}`);
    request.setType(type);
    request.setName(name);
    return request;
}

describe("the simulated providers", () => {
    let rig: Rig;
    let server: SandboxServer;
    let client: ResourceProviderClient;

    beforeEach(async () => {
        rig = new Rig();
        server = await serve(rig.cloud, FACTS);
        client = connect();
        await configure(client);
    });

    afterEach(() => {
        client.close();
        server.close();
    });

    function connect(name = "aws"): ResourceProviderClient {
        const port = new RegExp(`${name}:(\\d+)`).exec(server.providers)?.[1] ?? "";
        // Its own pool: two clients of one process would otherwise share a connection.
        const options = { "grpc.use_local_subchannel_pool": 1 };
        return new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), options);
    }

    /** The response, or the error as a rejection. */
    function reply<Response>(ask: (callback: Callback<Response>) => unknown): Promise<Response> {
        return new Promise((resolve, reject) => {
            ask((error, response) => (error === null ? resolve(response) : reject(error)));
        });
    }

    async function configure(by: ResourceProviderClient, inputs: Properties = AWS.inputs): Promise<void> {
        const request = new proto.ConfigureRequest();
        request.setArgs(toStruct(inputs));
        await new Promise<void>((resolve, reject) => {
            by.configure(request, (error) => (error === null ? resolve() : reject(error)));
        });
    }

    async function create(inputs: Properties, preview = false): Promise<proto.CreateResponse> {
        const request = about(new proto.CreateRequest(), TYPES.vpc);
        request.setProperties(toStruct(inputs));
        request.setPreview(preview);
        return reply((callback: Callback<proto.CreateResponse>) => client.create(request, callback));
    }

    it("say which version they are, and that they know secrets and previews", async () => {
        const info = await reply((callback: Callback<PluginInfo>) =>
            client.getPluginInfo(new Empty(), callback),
        );
        assert.match(info.getVersion(), /^\d+\.\d+\.\d+$/);
        const hello = await reply((callback: Callback<proto.ProviderHandshakeResponse>) =>
            client.handshake(new proto.ProviderHandshakeRequest(), callback),
        );
        assert.deepEqual(
            [hello.getAcceptSecrets(), hello.getAcceptOutputs(), hello.getAcceptResources()],
            [true, false, false],
        );
        assert.match(server.providers, /^aws:\d+,kubernetes:\d+$/);
    });

    it("leave open in a preview what only AWS can say, and make nothing", async () => {
        const response = await create(PLANNED, true);
        const outputs = propertiesOf(response.getProperties());
        assert.deepEqual([response.getId(), outputs["cidrBlock"]], ["", "10.0.0.0/16"]);
        assert.equal(outputs["arn"] === undefined || outputs["arn"] === UNKNOWN, true);
        assert.deepEqual(rig.inventory.all(), []);
    });

    it("create, read, update and delete", async () => {
        const made = await create({ ...PLANNED, tags: asSecret({ token: "t" }) });
        const outputs = propertiesOf(made.getProperties());
        assert.deepEqual(outputs["tags"], asSecret({ token: "t" }));
        assert.match(String(outputs["arn"]), new RegExp(`^arn:aws:ec2:us-east-1:${ACCOUNT}:vpc/`));

        const update = about(new proto.UpdateRequest(), TYPES.vpc);
        update.setId(made.getId());
        update.setNews(toStruct({ ...PLANNED, enableDnsHostnames: true }));
        await reply((callback: Callback<proto.UpdateResponse>) => client.update(update, callback));

        const read = about(new proto.ReadRequest(), TYPES.vpc);
        read.setId(made.getId());
        const found = await reply((callback: Callback<proto.ReadResponse>) => client.read(read, callback));
        assert.equal(propertiesOf(found.getInputs())["enableDnsHostnames"], true);

        const remove = about(new proto.DeleteRequest(), TYPES.vpc);
        remove.setId(made.getId());
        await reply((callback: Callback<Empty>) => client.delete(remove, callback));
        const gone = await reply((callback: Callback<proto.ReadResponse>) => client.read(read, callback));
        assert.equal(gone.getId(), "");
        // The engine may ask for a deletion twice.
        await reply((callback: Callback<Empty>) => client.delete(remove, callback));
        assert.deepEqual(
            rig.log.calls.map(({ method }) => method),
            ["create", "update", "read", "delete", "read", "delete"],
        );
    });

    it("keep what each connection was configured with", async () => {
        const allowedAccountIds = JSON.stringify([ACCOUNT]);
        const [first, second] = [client, connect()];
        await configure(first, { region: "eu-west-1", allowedAccountIds });
        await configure(second, { region: "us-west-2", allowedAccountIds });
        for (const by of [first, second, first]) {
            client = by;
            await create(PLANNED);
        }
        second.close();
        assert.deepEqual(
            rig.inventory.all().map(({ place }) => place.replace(`${ACCOUNT} `, "")),
            ["eu-west-1", "us-west-2", "eu-west-1"],
        );
    });

    it("refuse a configuration as the real one does", async () => {
        const other = connect();
        await assert.rejects(
            configure(other, { allowedAccountIds: '["111122223333"]' }),
            /AWS account ID not allowed: 210987654321/,
        );
        other.close();
    });

    it("tell the engine of a resource that exists although its creation failed", async () => {
        const request = about(new proto.CreateRequest(), TYPES.addon);
        rig.inventory.put({
            ...(await rig.create(TYPES.vpc, "vpc", PLANNED)),
            type: TYPES.cluster,
            id: "one",
            outputs: { name: "one" },
        });
        request.setProperties(toStruct({ clusterName: "one", addonName: "coredns" }));
        const error = await reply((callback: Callback<proto.CreateResponse>) =>
            client.create(request, callback),
        ).then(
            () => undefined,
            (thrown: unknown) => thrown as grpc.ServiceError,
        );
        assert.match(
            error?.details ?? "",
            /^creating urn:\S+: 1 error occurred:\n\t\* waiting for EKS Add-On \(one:coredns\) create: timeout/,
        );
        const [raw] = error?.metadata.get("grpc-status-details-bin") ?? [];
        assert.ok(raw instanceof Uint8Array);
        const [detail] = Status.deserializeBinary(new Uint8Array(raw)).getDetailsList();
        assert.equal(detail?.getTypeName(), "pulumirpc.ErrorResourceInitFailed");
        const failed = proto.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
        assert.equal(failed.getId(), "one:coredns");
        assert.deepEqual(failed.getReasonsList(), [error?.details]);
    });

    it("say what changes, what of it replaces, and which goes first", async () => {
        const request = about(new proto.DiffRequest(), TYPES.vpc);
        request.setOldInputs(toStruct(PLANNED));
        request.setOlds(toStruct(PLANNED));
        request.setNews(toStruct({ cidrBlock: "10.1.0.0/16", tags: { a: "1" } }));
        const response = await reply((callback: Callback<proto.DiffResponse>) =>
            client.diff(request, callback),
        );
        assert.equal(response.getChanges(), proto.DiffResponse.DiffChanges.DIFF_SOME);
        assert.deepEqual(response.getDiffsList(), ["cidrBlock", "tags"]);
        assert.deepEqual(response.getReplacesList(), ["cidrBlock"]);
        assert.equal(response.getDeletebeforereplace(), false);
        const { ADD, UPDATE_REPLACE } = proto.PropertyDiff.Kind;
        const kinds = [...response.getDetaileddiffMap().entries()].map(([path, detail]) => [
            path,
            detail.getKind(),
        ]);
        assert.deepEqual(kinds, [
            ["cidrBlock", UPDATE_REPLACE],
            ["tags", ADD],
        ]);
    });

    it("check names, and refuse what is too long", async () => {
        const request = about(new proto.CheckRequest(), TYPES.role, "a".repeat(60));
        request.setNews(toStruct({}));
        request.setRandomseed(new Uint8Array([1, 2, 3]));
        const response = await reply((callback: Callback<proto.CheckResponse>) =>
            client.check(request, callback),
        );
        const [failure] = response.getFailuresList();
        assert.equal(failure?.getProperty(), "name");
        assert.match(failure.getReason(), /is longer than maximum length 64$/);
    });

    it("answer no lookups", async () => {
        const request = new proto.InvokeRequest();
        request.setTok("aws:index/getCallerIdentity:getCallerIdentity");
        await assert.rejects(
            reply((callback: Callback<proto.InvokeResponse>) => client.invoke(request, callback)),
            /the sandbox answers no lookups, and the program asks for aws:index\/getCallerIdentity/,
        );
    });

    it("stop waiting when the engine says so", async () => {
        const vpc = await rig.create(TYPES.vpc, "vpc", PLANNED);
        await rig.create(TYPES.internetGateway, "gateway", { vpcId: vpc.id });
        const removal = rig.remove(vpc);
        await reply((callback: Callback<Empty>) => client.cancel(new Empty(), callback));
        await assert.rejects(removal, /^Refused: cancelled while DependencyViolation|DependencyViolation/);
    });
});
