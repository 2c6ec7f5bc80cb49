/** The resources of small-resources.ts, by their bare types: SDKs take longer to load than all of them to make. */
import * as pulumi from "@pulumi/pulumi";

import { dependencies } from "../../../package.json";
import { GENERATIONS, smallResources } from "./small-resources";

class Aws extends pulumi.ProviderResource {
    public constructor() {
        super("aws", "aws", { region: "us-east-1" }, { version: dependencies["@pulumi/aws"] });
    }
}

class Resource extends pulumi.CustomResource {}

function build(): void {
    const generation = GENERATIONS.find((one) => String(one) === process.env["SMALL_GENERATION"]) ?? 0;
    const provider = new Aws();
    const made = new Map<string, pulumi.CustomResource>();
    for (const { inputs, name, refs = {}, type } of smallResources(generation)) {
        const ids = Object.entries(refs).map(([key, to]) => [key, made.get(to)?.id]);
        made.set(name, new Resource(type, name, { ...inputs, ...Object.fromEntries(ids) }, { provider }));
    }
}

build();
