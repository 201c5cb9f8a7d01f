module github.com/trivium/trivium/services-go

go 1.26.8
