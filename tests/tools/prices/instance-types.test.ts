import assert from "node:assert/strict";

import { allInstances, instanceFacts, parseInstanceTypes } from "../../../tools/prices/instance-types";

describe("instance types", () => {
    it("m7g.large: what a node of it has", () => {
        assert.deepEqual(instanceFacts("m7g.large"), {
            type: "m7g.large",
            family: "m7g",
            arch: "arm64",
            vcpu: 2,
            memoryMib: 8192,
            allocatable: { millicpu: 1930, memoryMib: 6844 },
            maxPods: 29,
            enis: 3,
            ipsPerEni: 10,
            branchEnis: 9,
            gpus: 0,
            gpu: undefined,
            gpuMemoryMib: 0,
            accelerators: 0,
            accelerator: undefined,
            efas: 0,
            nvmeGb: 0,
            networkMbps: 937,
            ebsMbps: 10000,
            hypervisor: "nitro",
        });
    });

    it("p5.48xlarge and inf2.xlarge: GPUs and other accelerators", () => {
        const { efas, gpu, gpuMemoryMib, gpus } = instanceFacts("p5.48xlarge") ?? assert.fail();
        assert.deepEqual(
            { efas, gpu, gpuMemoryMib, gpus },
            { efas: 32, gpu: "h100", gpuMemoryMib: 81920, gpus: 8 },
        );
        const { accelerator, accelerators } = instanceFacts("inf2.xlarge") ?? assert.fail();
        assert.deepEqual({ accelerator, accelerators }, { accelerator: "inferentia2", accelerators: 1 });
    });

    it("have one row each, with the pods that their addresses allow", () => {
        const all = allInstances();
        assert.equal(new Set(all.map(({ type }) => type)).size, all.length);
        assert.ok(all.length > 1300);
        for (const { memoryMib, type, vcpu } of all) assert.ok(vcpu > 0 && memoryMib > 0, type);
    });

    it("unknown ones are unknown, and empty cells are no numbers", () => {
        assert.equal(instanceFacts("m999.large"), undefined);
        const facts = parseInstanceTypes("# note\ntype,arch,vcpu,memory_mib,max_pods\nx.y,amd64,2,4,\n").of(
            "x.y",
        );
        assert.equal(facts?.maxPods, undefined);
        assert.equal(facts?.allocatable, undefined);
        assert.equal(facts?.hypervisor, "none");
    });
});
