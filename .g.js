require("./tools/load.js").prepare(["components","stacks","tools"]).then(()=>require("./tools/bench/growth.ts").record(3000))
