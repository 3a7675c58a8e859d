package bench

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a server that runs beside us. Its cost is read from /proc.
type process struct {
	cmd     *exec.Cmd
	address string
}

// startProgram runs the program on a free port and returns when it says that it is ready.
func startProgram(ctx context.Context, o Options, args ...string) (*process, error) {
	cmd := exec.CommandContext(ctx, o.Program, append([]string{"--listen", "127.0.0.1:0"}, args...)...)
	cmd.Env = []string{}
	said, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	p := &process{cmd: cmd}
	line, err := bufio.NewReader(said).ReadString('\n')
	_, rest, found := strings.Cut(line, "listening on ")
	if p.address, _, _ = strings.Cut(rest, ","); err != nil || !found {
		p.stop()
		return nil, fmt.Errorf("the program says %q: %w", line, err)
	}
	return p, nil
}

// startAt runs a command that listens at an address, and does not wait for it.
func startAt(ctx context.Context, address string, command ...string) (*process, error) {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Env = []string{}
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	return &process{cmd, address}, nil
}

// startPeer runs the bare server.
func startPeer(ctx context.Context, o Options) (*process, error) {
	address, err := freeAddress()
	if err != nil {
		return nil, err
	}
	return startAt(ctx, address, append(slices.Clone(o.Peer), address)...)
}

// stop ends the process and waits for it.
func (p *process) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	late := time.AfterFunc(5*time.Second, func() { _ = p.cmd.Process.Kill() })
	defer late.Stop()
	_ = p.cmd.Wait() // how it ends says nothing about what was measured
}

// freeAddress is one that nobody listens at, for programs that cannot tell which one they chose.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}

// cpu is the processor time that the process has used. Doc: proc_pid_stat(5); a tick is a hundredth of a second.
func (p *process) cpu() (time.Duration, error) {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "stat"))
	if err != nil {
		return 0, err
	}
	// The name of the program, in parentheses, may hold blanks.
	fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	var ticks int64
	for _, i := range []int{11, 12} { // utime and stime
		n, err := strconv.ParseInt(fields[i], 10, 64)
		if err != nil {
			return 0, err
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond, nil
}

// cost is the processor time of the process for one of n times that something is done.
func (p *process) cost(n int, do func() error) (time.Duration, error) {
	before, err := p.cpu()
	if err != nil {
		return 0, err
	}
	for range n {
		if err := do(); err != nil {
			return 0, err
		}
	}
	after, err := p.cpu()
	return (after - before) / time.Duration(n), err
}

// resident is the memory that the process holds, in bytes. Doc: proc_pid_status(5).
func (p *process) resident() (int, error) {
	text, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(p.cmd.Process.Pid), "status"))
	if err != nil {
		return 0, err
	}
	_, rest, _ := strings.Cut(string(text), "VmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	kB, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(line, "kB")))
	return kB << 10, err
}
