import assert from "node:assert/strict";

import { type Inputs, Resource } from "@pulumi/pulumi";
import debuggable = require("@pulumi/pulumi/runtime/debuggable");
import rpc = require("@pulumi/pulumi/runtime/rpc");
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { whenRead } from "../../../tools/plan/outputs-when-read";
import { PlainStruct } from "../../../tools/plan/plain-struct";
import { takeShortcuts } from "../../../tools/plan/shortcuts";

describe("the shortcuts", () => {
    it("are taken back, the SDK as it was", () => {
        const sdk = () => [
            Reflect.get(debuggable, "debuggablePromise") as unknown,
            Object.getOwnPropertyDescriptor(Resource, "stackTrace")?.value as unknown,
            Reflect.get(rpc, "transferProperties") as unknown,
            Reflect.get(Struct, "fromJavaScript") as unknown,
            Error.stackTraceLimit,
            Reflect.get(Error, "prepareStackTrace") as unknown,
        ];
        const before = sdk();
        const { restore } = takeShortcuts();
        const during = sdk();
        restore();
        assert.deepEqual(
            during.map((one, i) => one === before[i]),
            before.map(() => false),
        );
        assert.deepEqual(sdk(), before);
    });
});

describe("a struct without messages", () => {
    const properties = {
        zones: ["b", "a", { deep: null }],
        count: 0,
        api: { public: false, "": [], empty: {} },
        "10": "ten",
        "9": "nine",
    };
    const [plain, written] = [new PlainStruct(properties), Struct.fromJavaScript(properties)];

    it("reads as protobuf's does, in the same order", () => {
        assert.equal(JSON.stringify(plain.toJavaScript()), JSON.stringify(written.toJavaScript()));
    });

    it("is sent and printed as protobuf's is", () => {
        assert.deepEqual(plain.serializeBinary(), written.serializeBinary());
        assert.deepEqual(plain.toObject(), written.toObject());
    });

    it("refuses what protobuf refuses, when it is sent", () => {
        const odd = new PlainStruct({ f: (() => 1) as never });
        assert.throws(() => odd.serializeBinary(), /^Error: Unexpected struct type\.$/);
    });
});

describe("outputs that are made when they are read", () => {
    /** The SDK's function, of texts: notes what it made, and what settled it. */
    function resourceOf(props: Inputs) {
        const said: string[] = [];
        const onto: Record<string, unknown> = { urn: "known" };
        const settlers = whenRead((to, label, { ...one }) => {
            const entries = Object.keys(one).map((key) => {
                if (Object.hasOwn(to, key)) throw new Error(`Property '${key}' is already initialized`);
                said.push(`${label} ${key}`);
                Object.assign(to, { [key]: `output of ${key}` });
                return [key, (...answer: unknown[]) => said.push(`${key} is ${answer.join(" ")}`)] as const;
            });
            return Object.fromEntries(entries);
        })(onto as never, "vpc", props);
        const settle = (key: string, ...answer: unknown[]) => settlers[key]?.(...(answer as never[]));
        return { onto: onto as Record<string, unknown> & Partial<Resource>, said, settle, settlers };
    }

    it("are settled whether they were read before the answer or after it, once each", () => {
        const { onto, said, settle } = resourceOf({ arn: undefined, cidr: "10.0.0.0/16", tags: {} });
        assert.deepEqual([onto["arn"], onto["arn"]], ["output of arn", "output of arn"]);
        settle("arn", "arn:1", true);
        settle("cidr", "10.0.0.0/16", true);
        settle("tags", {}, true);
        assert.equal(onto["cidr"], "output of cidr");
        assert.deepEqual(said, ["vpc arn", "arn is arn:1 true", "vpc cidr", "cidr is 10.0.0.0/16 true"]);
    });

    it("are listed like any property, may be overwritten, and leave id and URN alone", () => {
        const { onto, said, settlers } = resourceOf({ arn: undefined, id: "i", urn: "u" });
        assert.deepEqual(
            [Object.keys(onto), Object.keys(settlers), onto.urn],
            [["urn", "arn"], ["arn"], "known"],
        );
        onto["arn"] = "mine";
        assert.deepEqual([onto["arn"], said], ["mine", []]);
    });

    it("are refused where the resource has such a property", () => {
        const taken = { arn: "mine" };
        const transfer = whenRead((to, _, props) => {
            assert.ok(Object.keys(props).every((key) => Object.hasOwn(to, key)));
            throw new Error("Property 'arn' is already initialized");
        });
        assert.throws(() => transfer(taken as never, "vpc", { arn: undefined }), /already initialized/);
    });
});
