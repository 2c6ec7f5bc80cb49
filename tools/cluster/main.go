// Command cluster is what runs beside kube-apiserver in a rehearsed cluster: etcd, kube-controller-manager,
// kube-scheduler, kwok in place of kubelets, and Karpenter. One program, because they share most of their packages:
// its first argument is the name of one of them, the others are its own.
package main

import (
	"fmt"
	"os"
	// Where a machine has no list of time zones, CronJobs use this one.
	_ "time/tzdata"

	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	manager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
)

var commands = map[string]func(){
	"etcd":                    func() { etcdmain.Main(os.Args) },
	"karpenter":               karpenter,
	"kube-controller-manager": func() { os.Exit(cli.Run(manager.NewControllerManagerCommand())) },
	"kube-scheduler":          func() { os.Exit(cli.Run(scheduler.NewSchedulerCommand())) },
	"kwok":                    kwok,
}

func main() {
	name := ""
	if len(os.Args) > 1 {
		name = os.Args[1]
	}
	command, ok := commands[name]
	if !ok {
		fmt.Fprintf(os.Stderr, "nobody is called %q\n", name)
		os.Exit(2)
	}
	// They read their arguments where their own programs have them.
	os.Args = os.Args[1:]
	command()
}
