# annlab in a container: a JRE, the distribution with the data sets, a plain user. See docs/container.md.
FROM maven:3-eclipse-temurin-17 AS build
COPY . /opt/annlab
RUN /opt/annlab/annlab --version && rm -rf /opt/annlab/dist/*.log /opt/annlab/dist/build.lock

FROM eclipse-temurin:17-jre
COPY --from=build /opt/annlab/annlab /opt/annlab/annlab.conf /opt/annlab/
COPY --from=build /opt/annlab/dist /opt/annlab/dist
# Runs, unpacked libraries and temporary files go to the volume; the rest of the root may be read-only.
ENV HOME=/data XDG_CACHE_HOME=/data/cache ANNLAB_HOME=/data/home LC_ALL=C.UTF-8
RUN mkdir /data && chown 10001:10001 /data && chmod 777 /data
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 7070
ENTRYPOINT ["/opt/annlab/annlab"]
CMD ["--help"]
