import { writeFileSync } from "node:fs";

import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

const ELSEWHERE = {
    client: { address: "198.18.99.1", principalArn: "arn:aws:iam::210987654321:role/preview" },
};

describeWithPulumi("experiment", function () {
    this.timeout(RUN_MS * 4);
    it("runs", async () => {
        const bench = new Bench({ stack: "dev" });
        const dump = (name: string, run: { code: number | null; stdout: string; stderr: string; calls: readonly unknown[] }) =>
            writeFileSync(`/tmp/wfx-${name}.txt`, JSON.stringify({ code: run.code, stderr: run.stderr, calls: run.calls }, null, 1) + "\n=====\n" + run.stdout);
        dump("first", await bench.pulumi(["preview", "--json", "--exclude", "**kubernetes:**"], ELSEWHERE));
        dump("firstfull", await bench.pulumi(["preview", "--json"]));
        const up = await bench.up();
        process.stderr.write(said(up).slice(-300));
        dump("same", await bench.pulumi(["preview", "--json", "--exclude", "**kubernetes:**"], ELSEWHERE));
        dump("drift", await bench.pulumi(["refresh", "--preview-only", "--json", "--exclude", "**kubernetes:**"], ELSEWHERE));
        bench.configure(["owner: ", "owner: x-"]);
        dump("changed", await bench.pulumi(["preview", "--json", "--exclude", "**kubernetes:**"], ELSEWHERE));
        dump("changeddiff", await bench.pulumi(["preview", "--diff", "--suppress-progress", "--exclude", "**kubernetes:**"], ELSEWHERE));
        dump("changedfull", await bench.pulumi(["preview", "--json"]));
        dump("changednoex", await bench.pulumi(["preview", "--json"], ELSEWHERE));
        bench.close();
    });
});
