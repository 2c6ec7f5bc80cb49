import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { instanceTypeNames, instanceTypeOf } from "../../../components/shared/instance-data";
import { ROOT } from "../../../tools/plan/root";

const all = () => instanceTypeNames().flatMap((type) => instanceTypeOf(type) ?? []);

describe("the data of instance types", () => {
    it("says of a type what the sources say", () => {
        assert.deepEqual(instanceTypeOf("g6e.48xlarge"), {
            type: "g6e.48xlarge",
            architecture: "amd64",
            isDescribed: true,
            cpuMaker: "amd",
            vcpu: 192,
            memoryMib: 1_572_864,
            allocatable: { milliCpu: 191_450, memoryMib: 1_449_132, pods: 492 },
            enis: 40,
            addressesPerEni: 50,
            branchEnis: 82,
            gpu: { maker: "nvidia", name: "l40s", count: 8, memoryMib: 45_776 },
            accelerator: undefined,
            efaInterfaces: 4,
            nvmeGb: 7600,
            networkMbps: 400_000,
            ebsMbps: 60_000,
            clockMhz: 3400,
            encryptsInTransit: true,
            hypervisor: "nitro",
            usdHour: 30.1312,
        });
        assert.deepEqual(instanceTypeOf("trn2.48xlarge")?.accelerator, {
            maker: "aws",
            name: "trainium2",
            count: 16,
            memoryMib: undefined,
        });
    });

    it("tells what is not there from what is not known", () => {
        const metal = instanceTypeOf("a1.metal");
        assert.deepEqual([metal?.hypervisor, metal?.gpu, metal?.usdHour], ["", undefined, 0.408]);
        const old = instanceTypeOf("p3.2xlarge");
        assert.deepEqual(
            [old?.isDescribed, old?.architecture, old?.vcpu, old?.hypervisor, old?.encryptsInTransit],
            [false, "amd64", undefined, undefined, undefined],
        );
        assert.equal(instanceTypeOf("m99.large"), undefined);
    });

    it("has each type once, and of all but 37 whatever a scheduler asks for", () => {
        const names = instanceTypeNames();
        assert.equal(new Set(names).size, 1400);
        assert.equal(names.length, 1400);
        assert.equal(all().filter(({ isDescribed }) => !isDescribed).length, 37);
        const described = all().filter(({ isDescribed }) => isDescribed);
        for (const { allocatable, cpuMaker, memoryMib = 0, type, vcpu = 0 } of described) {
            assert.ok(allocatable !== undefined && /^(amd|aws|intel)$/.test(cpuMaker ?? ""), type);
            assert.ok(allocatable.milliCpu > 0 && allocatable.milliCpu < vcpu * 1000, type);
            assert.ok(allocatable.memoryMib > 0 && allocatable.memoryMib < memoryMib, type);
            assert.ok(allocatable.pods >= 4 && allocatable.pods <= 2000, type);
        }
        assert.deepEqual(
            described
                .filter(({ enis, type }) => enis === undefined && !type.startsWith("hpc"))
                .map(({ type }) => type),
            ["trn2.48xlarge"],
        );
        assert.deepEqual(
            described.filter(
                ({ architecture, cpuMaker }) => (architecture === "arm64") !== (cpuMaker === "aws"),
            ),
            [],
        );
    });

    it("a family has one architecture, whichever of its types is asked", () => {
        const byFamily = new Map<string, string>();
        for (const { architecture, type } of all()) {
            const family = type.split(".")[0] ?? "";
            assert.equal(byFamily.get(family) ?? architecture, architecture, type);
            byFamily.set(family, architecture);
        }
    });

    it("names its columns in the order in which they are read, and its sources", () => {
        const file = readFileSync(path.join(ROOT, "components/shared/data/instance-types.csv"), "utf8");
        const [header] = file.split("\n").filter((line) => !line.startsWith("#"));
        assert.equal(
            header,
            "type,arch,cpu_maker,vcpu,memory_mib,allocatable_mcpu,allocatable_mib,max_pods,enis,ipv4_per_eni," +
                "branch_enis,gpu_maker,gpu,gpu_count,gpu_memory_mib,accelerator_maker,accelerator,accelerator_count," +
                "efa,nvme_gb,network_mbps,ebs_mbps,clock_mhz,encryption,hypervisor,usd_hour_us_east_1",
        );
        assert.match(file, /commit 1d927085d of 2026-08-21/);
    });
});
